import { Type } from '@sinclair/typebox';
import { XmlElement, XmlText } from 'yjs';
import { namedEdit, within } from '../named-edit.ts';

const root = Type.String();
const position = Type.Integer({ minimum: 0 });

/** Inserts an element with a text in it, as an editor's paragraph. */
export const xmlInsert = namedEdit({
  args: Type.Tuple([root, position, Type.String({ minLength: 1 }), Type.String()]),
  rootType: 'xml',
  token: ([, , , text]) => text,
  run(doc, [name, at, element, text]) {
    const fragment = doc.getXmlFragment(name);
    const inserted = new XmlElement(element);
    inserted.insert(0, [new XmlText(text)]);
    fragment.insert(within(fragment.length, at), [inserted]);
  },
});

/** Sets an attribute of the element at a position, if there is one. */
export const xmlSetAttribute = namedEdit({
  args: Type.Tuple([root, position, Type.String({ minLength: 1 }), Type.String()]),
  rootType: 'xml',
  run(doc, [name, at, attribute, value]) {
    const fragment = doc.getXmlFragment(name);
    const element =
      fragment.length === 0 ? undefined : fragment.get(within(fragment.length - 1, at));
    if (element instanceof XmlElement) element.setAttribute(attribute, value);
  },
});

export const xmlDelete = namedEdit({
  args: Type.Tuple([root, position, Type.Integer({ minimum: 1 })]),
  rootType: 'xml',
  run(doc, [name, at, length]) {
    const fragment = doc.getXmlFragment(name);
    const from = within(fragment.length, at);
    const deleted = Math.min(length, fragment.length - from);
    if (deleted > 0) fragment.delete(from, deleted);
  },
});
