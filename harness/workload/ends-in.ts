import type { Json } from '#harness/contract/json.ts';
import type { Rule } from '#harness/contract/scenario.ts';
import { recordedWriting, writingRoot } from './recorded-writing.ts';

/** The rule that every replica ends in exactly the text that a recorded session ended in. */
export function endsIn(trace: string): Rule {
  return {
    id: 'WRITING-1',
    title: 'every replica ends in the published text',
    judge: ({ replicas }) => {
      const { finalText } = recordedWriting(trace);
      return replicas.flatMap(({ device, room, content }) => {
        const text = plainText(content[writingRoot] ?? []);
        if (text === finalText) return [];
        const first = [...finalText].findIndex((character, index) => character !== text[index]);
        return [
          {
            device,
            room,
            detail: `${device} differs from the published text at character ${first === -1 ? finalText.length : first} (${text.length} characters instead of ${finalText.length})`,
          },
        ];
      });
    },
  };
}

/** The text of a delta. */
function plainText(delta: Json): string {
  if (!Array.isArray(delta)) return '';
  return delta
    .map((part: Json) =>
      typeof part === 'object' && part !== null && 'insert' in part ? String(part.insert) : '',
    )
    .join('');
}
