import { ContentFormat, ContentString, ContentType, Doc, type Item } from 'yjs';
import { authored } from '#harness/checkers/content/authored.ts';
import { itemAt, rootOf } from '#harness/checkers/content/item-at.ts';
import { reloaded } from '#harness/checkers/content/reload.ts';
import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { History } from '#harness/contract/history.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import type { Piece } from './piece.ts';

const longestText = 80;
const longestAfter = 20;

/**
 * What the structs of a piece say and where they stand: as the edits, put together and nothing collected,
 * have it; of what no edit made, as a replica has it.
 */
export function describePiece(
  history: History,
  { structs, wrong, holders }: Piece,
): Pick<Diagnosis, 'root' | 'text' | 'after'> {
  const written = authored(history).get(wrong.room)?.doc;
  const states = [wrong, ...holders].map(({ payload }) =>
    payload === undefined ? undefined : reloaded(history)(payload),
  );
  for (const doc of [written, ...states]) {
    const item = doc && itemAt(doc, structs.client, structs.clock);
    if (item === undefined) continue;
    const offset = structs.clock - item.id.clock;
    return {
      root: rootOf(item),
      text: textOf(item, offset, structs.length).slice(0, longestText),
      after: textBefore(item, offset).slice(-longestAfter),
    };
  }
  return { root: '', text: '', after: '' };
}

function textOf({ content, parentSub }: Item, offset: number, length: number): string {
  if (content instanceof ContentString) return content.str.slice(offset, offset + length);
  if (content instanceof ContentFormat) return `format ${content.key}`;
  const value =
    content instanceof ContentType
      ? content.type.constructor.name.replace(/^_?Y/, '')
      : content
          .getContent()
          .slice(offset, offset + length)
          .map(partText)
          .join(', ');
  return parentSub === null ? value : `${parentSub} = ${value}`;
}

function partText(part: unknown): string {
  if (part instanceof Doc) return `subdocument ${part.guid}`;
  return typeof part === 'string' ? part : canonicalJson(part);
}

/** The text of the list before an item, up to the last thing that is no text. */
function textBefore(item: Item, offset: number): string {
  if (item.parentSub !== null) return '';
  let text = item.content instanceof ContentString ? item.content.str.slice(0, offset) : '';
  for (let left = item.left; left !== null && text.length < longestAfter; left = left.left) {
    if (left.deleted || left.content instanceof ContentFormat) continue;
    if (!(left.content instanceof ContentString)) break;
    text = left.content.str + text;
  }
  return text;
}
