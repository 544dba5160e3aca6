import { UsageError } from '#harness/contract/usage-error.ts';
import { mutants } from '#nodes/mutants/mutants.ts';
import { didYouMean } from './did-you-mean.ts';
import { ourOwn, type UnderTest } from './run-scenario.ts';

/** What `--node NAME` puts under test: our own node, or a mutant. Throws a UsageError for an unknown name. */
export function findUnderTest(name: string): UnderTest {
  if (name === ourOwn.node.name) return ourOwn;
  const mutant = mutants.find((known) => known.name === name);
  if (mutant === undefined) {
    const known = [ourOwn.node.name, ...mutants.map((other) => other.name)];
    throw new UsageError(`--node is "${name}", which nothing is called.${didYouMean(name, known)}`);
  }
  return mutant.needs === 'node'
    ? { ...ourOwn, name, node: mutant.node }
    : { ...ourOwn, name, client: mutant.client };
}
