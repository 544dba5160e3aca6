import { Type } from '@sinclair/typebox';
import { namedEdit, within } from '../named-edit.ts';

const root = Type.String();
const position = Type.Integer({ minimum: 0 });

export const textInsert = namedEdit({
  args: Type.Tuple([root, position, Type.String({ minLength: 1 })]),
  rootType: 'text',
  token: ([, , inserted]) => inserted,
  run(doc, [name, at, inserted]) {
    const text = doc.getText(name);
    text.insert(within(text.length, at), inserted);
  },
});

/** Inserts with formats of its own, as typing with bold switched on does. */
export const textInsertFormatted = namedEdit({
  args: Type.Tuple([
    root,
    position,
    Type.String({ minLength: 1 }),
    Type.Record(Type.String(), Type.Unknown()),
  ]),
  rootType: 'text',
  token: ([, , inserted]) => inserted,
  run(doc, [name, at, inserted, attributes]) {
    const text = doc.getText(name);
    text.insert(within(text.length, at), inserted, attributes);
  },
});

export const textAppend = namedEdit({
  args: Type.Tuple([root, Type.String({ minLength: 1 })]),
  rootType: 'text',
  token: ([, inserted]) => inserted,
  run(doc, [name, inserted]) {
    const text = doc.getText(name);
    text.insert(text.length, inserted);
  },
});

export const textDelete = namedEdit({
  args: Type.Tuple([root, position, Type.Integer({ minimum: 1 })]),
  rootType: 'text',
  run(doc, [name, at, length]) {
    const text = doc.getText(name);
    const from = within(text.length, at);
    const deleted = Math.min(length, text.length - from);
    if (deleted > 0) text.delete(from, deleted);
  },
});

/** A paste: `count` copies of a text at once. */
export const textPaste = namedEdit({
  args: Type.Tuple([
    root,
    position,
    Type.String({ minLength: 1 }),
    Type.Integer({ minimum: 1, maximum: 10_000 }),
  ]),
  rootType: 'text',
  run(doc, [name, at, pasted, count]) {
    const text = doc.getText(name);
    text.insert(within(text.length, at), pasted.repeat(count));
  },
});

/** Formats a stretch: bold, a link, or null to clear. */
export const textFormat = namedEdit({
  args: Type.Tuple([
    root,
    position,
    Type.Integer({ minimum: 1 }),
    Type.Record(Type.String(), Type.Unknown()),
  ]),
  rootType: 'text',
  run(doc, [name, at, length, attributes]) {
    const text = doc.getText(name);
    const from = within(text.length, at);
    const formatted = Math.min(length, text.length - from);
    if (formatted > 0) text.format(from, formatted, attributes);
  },
});

/** Inserts an embedded object, such as an image. */
export const textEmbed = namedEdit({
  args: Type.Tuple([root, position, Type.Record(Type.String(), Type.Unknown())]),
  rootType: 'text',
  run(doc, [name, at, embedded]) {
    const text = doc.getText(name);
    text.insertEmbed(within(text.length, at), embedded);
  },
});
