import { useState } from 'preact/hooks';

/** Copies a text, and says so to everyone. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await writeClipboard(text);
    setCopied(true);
  };
  return (
    <button type="button" onClick={() => void copy()} onBlur={() => setCopied(false)}>
      {copied ? '✓ copied' : label}
      <span class="hidden" role="status">
        {copied ? `${label}: copied` : ''}
      </span>
    </button>
  );
}

/** Pages from disk may lack the clipboard interface; a selection then does it. */
async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
