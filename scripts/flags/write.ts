import * as path from 'node:path';
import { pinnedMinors } from '../schema/upstream';
import { upstreamComponents, type UpstreamComponent } from './upstream';

/** The components whose flags are kept. */
const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet'] as const;

/** What is known of one name, from a release on until the next entry: `["1.36", "int", "0"]`; `["1.37"]` when it is gone. */
type Entry = readonly [release: string, ...facts: string[]];
type Facts = ReadonlyMap<string, readonly string[]>;

/** The folder of the generated files. */
export const FLAGS = path.join(__dirname, '..', '..', 'src', 'kubernetes', 'components', 'flags');

/** What the generated files have to be, by name. */
export function flagFiles(): ReadonlyMap<string, string> {
  const releases = pinnedMinors();
  const asked = releases.map((minor) => upstreamComponents(minor, COMPONENTS));
  const files = new Map<string, string>();
  const add = (name: string, each: readonly Facts[]) => files.set(`${name}.json`, source(releases, each));
  for (const component of COMPONENTS) {
    add(
      component,
      asked.map((release) => flagsOf(component, release[component])),
    );
  }
  const [servers, first] = [asked.map((release) => release['kube-apiserver']), COMPONENTS[0]];
  for (const [index, release] of asked.entries()) {
    for (const component of COMPONENTS) {
      requireSame(`feature gates of ${component}`, gatesOf(release[component]), gatesOf(servers[index]!), first);
    }
  }
  add('feature-gates', servers.map(gatesOf));
  add(
    'admission-plugins',
    servers.map(({ plugins }) => new Map(plugins.map((plugin) => [plugin.name, [plugin.default ? 'on' : 'off']]))),
  );
  add(
    'cipher-suites',
    servers.map(({ suites }) => new Map(suites.map(({ name, insecure }) => [name, [insecure ? 'insecure' : 'secure']]))),
  );
  return files;
}

function flagsOf(component: string, { flags }: UpstreamComponent): Facts {
  return new Map(
    flags.map(({ name, type, default: initial, noOption, deprecated }) => {
      if (noOption !== undefined && noOption !== 'true') throw new Error(`${component} --${name} without a value means ${noOption}.`);
      const marks = [...(noOption === undefined ? [] : ['switch']), ...(deprecated ? ['deprecated'] : [])];
      return [name, [type, initial, ...marks]];
    }),
  );
}

function gatesOf({ gates }: UpstreamComponent): Facts {
  return new Map(
    gates.map(({ name, default: initial, locked, stage }) => [
      name,
      [stage || 'GA', initial ? 'on' : 'off', ...(locked ? ['locked'] : [])],
    ]),
  );
}

function requireSame(what: string, facts: Facts, others: Facts, component: string): void {
  if (JSON.stringify([...facts].sort()) !== JSON.stringify([...others].sort())) {
    throw new Error(`The ${what} are not those of ${component}: one table is no longer enough.`);
  }
}

/** A name on each line, with what changes from release to release. */
function source(releases: readonly string[], each: readonly Facts[]): string {
  const names = [...new Set(each.flatMap((facts) => [...facts.keys()]))].sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(history(releases, each, name))}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function history(releases: readonly string[], each: readonly Facts[], name: string): readonly Entry[] {
  const entries: Entry[] = [];
  releases.forEach((release, index) => {
    const facts = each[index]!.get(name) ?? [];
    const last = entries.at(-1)?.slice(1);
    if (last === undefined ? facts.length > 0 : last.join('\n') !== facts.join('\n')) entries.push([release, ...facts]);
  });
  return entries;
}
