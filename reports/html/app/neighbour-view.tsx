import { formatSeconds } from '../../format/format-seconds.ts';
import type { PanelProps } from './panel-props.ts';

/** A run that passes and differs little: where the two part. */
export function NeighbourView({ index, change }: PanelProps) {
  const { neighbour, record, differences } = index.data;
  if (neighbour === null) return null;
  const { parting, paths } = neighbour;
  return (
    <section id="neighbour">
      <h2>A passing neighbour: {neighbour.differsIn}</h2>
      {parting === null ? null : (
        <p>
          Until {formatSeconds(parting.atMs)} both runs are alike.{' '}
          <button type="button" onClick={() => change({ atMs: parting.atMs })}>
            go there
          </button>
        </p>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label="This run and its neighbour">
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">this run</th>
              <th scope="col">neighbour</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">verdict</th>
              <td>{record.verdict}</td>
              <td>{neighbour.record.verdict}</td>
            </tr>
            {parting === null ? null : (
              <tr>
                <th scope="row">parts at {formatSeconds(parting.atMs)}</th>
                <td>{parting.here}</td>
                <td>{parting.there}</td>
              </tr>
            )}
            <tr>
              <th scope="row">messages</th>
              <td>{record.counts.messages}</td>
              <td>{neighbour.record.counts.messages}</td>
            </tr>
            {differences.map(({ token, path }) => {
              const there = token === null ? undefined : paths[token];
              return there === undefined ? null : (
                <tr key={token}>
                  <th scope="row">the way of {token}</th>
                  <td>{pathWords(path)}</td>
                  <td>{pathWords(there)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function pathWords(path: readonly { readonly device: string; readonly atMs: number }[]): string {
  return path.map(({ device, atMs }) => `${device} ${(atMs / 1000).toFixed(3)}`).join(' → ');
}
