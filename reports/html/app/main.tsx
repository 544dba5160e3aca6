import { render } from 'preact';
import { App } from './app.tsx';
import { decodeReport } from './decode.ts';
import { createReportIndex } from './report-index.ts';
import './style.css';

const root = document.getElementById('app');
const base64 = document.getElementById('run')?.textContent?.trim() ?? '';
if (root !== null && base64 !== '') {
  const index = createReportIndex(await decodeReport(base64));
  root.textContent = '';
  render(<App index={index} />, root);
}
