/** One element of `junit-10.xsd`: attributes with required ones marked `!`, and children in order. */
interface ElementRule {
  readonly attributes: readonly string[];
  /** Name and how many: `?` at most one, `*` any number. */
  readonly children: readonly string[];
  readonly text: boolean;
}

/** The part of the xunit plugin's junit-10.xsd that reports of test runs use. */
const schema: Readonly<Record<string, ElementRule>> = {
  testsuites: {
    attributes: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'],
    children: ['testsuite*'],
    text: false,
  },
  testsuite: {
    attributes: [
      'name!',
      'tests!',
      'failures',
      'errors',
      'time',
      'disabled',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
    ],
    children: ['properties?', 'testcase*', 'system-out?', 'system-err?'],
    text: false,
  },
  properties: { attributes: [], children: ['property*'], text: false },
  property: { attributes: ['name!', 'value!'], children: [], text: false },
  testcase: {
    attributes: ['name!', 'assertions', 'time', 'classname', 'status', 'class', 'file', 'line'],
    children: ['skipped?', 'error*', 'failure*', 'system-out*', 'system-err*'],
    text: false,
  },
  skipped: { attributes: ['type', 'message'], children: [], text: true },
  error: { attributes: ['type', 'message'], children: [], text: true },
  failure: { attributes: ['type', 'message'], children: [], text: true },
};

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads XML without comments, CDATA and doctype. Throws on anything that is not well formed. */
export function readXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const tokens =
    /<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (tokens.lastIndex < xml.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(xml);
    if (match === null) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 60)}`);
    const [, closing, opening, attributes = '', selfClosing, text] = match;
    const top = open.at(-1) ?? root;
    if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new Error(`</${closing}> closes nothing`);
    } else if (opening !== undefined) {
      const element = {
        name: opening,
        attributes: readAttributes(attributes),
        children: [],
        text: '',
      };
      top.children.push(element);
      if (selfClosing === '') open.push(element);
    } else if (text !== undefined) top.text += unescape(text);
  }
  const [only, ...others] = root.children;
  if (only === undefined || others.length > 0 || open.length > 1)
    throw new Error('not one closed root element');
  return only;
}

/** What in the XML breaks the schema, a line each. */
export function junitFaults(xml: string): readonly string[] {
  return faultsOf(readXml(xml));
}

function faultsOf(element: XmlElement): readonly string[] {
  const rule = schema[element.name];
  if (rule === undefined) return [`unknown element ${element.name}`];
  const known = rule.attributes.map((name) => name.replace('!', ''));
  const required = rule.attributes
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1));
  const order = rule.children.map((child) => child.slice(0, -1));
  const places = element.children.map(({ name }) => order.indexOf(name));
  return [
    ...Object.keys(element.attributes)
      .filter((name) => !known.includes(name))
      .map((name) => `${element.name} has no attribute ${name}`),
    ...required
      .filter((name) => !(name in element.attributes))
      .map((name) => `${element.name} lacks ${name}`),
    ...places.flatMap((place, index) =>
      place === -1 || place < (places[index - 1] ?? 0)
        ? [`${element.children[index]?.name ?? ''} is out of place in ${element.name}`]
        : [],
    ),
    ...rule.children
      .filter(
        (child) =>
          child.endsWith('?') &&
          places.filter((place) => order[place] === child.slice(0, -1)).length > 1,
      )
      .map((child) => `${element.name} has several ${child}`),
    ...(!rule.text && element.text.trim() !== '' ? [`${element.name} has text`] : []),
    ...element.children.flatMap(faultsOf),
  ];
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      unescape(value),
    ]),
  );
}

function unescape(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`unescaped & in ${text.slice(0, 60)}`);
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
