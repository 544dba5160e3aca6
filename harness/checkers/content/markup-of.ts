import type { ObservedValue, TextPiece } from '#harness/contract/observed-change.ts';

type XmlView = Extract<ObservedValue, { is: 'element' | 'xml-text' }>;

/**
 * An XML view as Yjs (13.6) writes XML: lower-case names, attributes by name, and every format of a text as
 * an element around it. Undefined where a part cannot be written, such as an embedded object.
 */
export function markupOf(view: XmlView): string | undefined {
  const parts = view.is === 'xml-text' ? view.pieces.map(formattedText) : childrenOf(view);
  if (parts.includes(undefined)) return undefined;
  const inside = parts.join('');
  if (view.is === 'xml-text' || view.name === null) return inside;
  const name = view.name.toLowerCase();
  return `<${openTag(name, view.attributes)}>${inside}</${name}>`;
}

function childrenOf({ children }: Extract<XmlView, { is: 'element' }>): (string | undefined)[] {
  return children.map((child) =>
    child.is === 'element' || child.is === 'xml-text' ? markupOf(child) : undefined,
  );
}

function formattedText({ insert, attributes = {} }: TextPiece): string | undefined {
  if (typeof insert !== 'string') return undefined;
  return Object.entries(attributes)
    .toSorted(byName)
    .reduceRight(
      (inside, [name, value]) => `<${openTag(name, Object(value))}>${inside}</${name}>`,
      insert,
    );
}

function openTag(name: string, attributes: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(attributes)
    .toSorted(byName)
    .map(([key, value]) => ` ${key}="${String(value)}"`);
  return `${name}${written.join('')}`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
