import { asObject, labelMap } from '../../text/json';
import { gvkOf, type Resource } from './resource';
import { isPlain, NotPlain, type Mutable } from './tree';

/** What Go's regular expressions and those of JavaScript have in common, as far as it is in targets. */
const PLAIN_PATTERN = /^[\w.*+?|()[\]^$-]*$/;
const FIELDS = new Set(['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector']);

/**
 * The resources that the target of a patch selects.
 *
 * @throws NotPlain for a selector that is not certain to be read as kustomize reads it
 */
export function selected(target: unknown, resources: readonly Resource[]): readonly Resource[] {
  if (!isPlain(target)) throw new NotPlain('a patch whose target is not a mapping');
  const unknown = Object.keys(target).find((field) => !FIELDS.has(field));
  if (unknown !== undefined) throw new NotPlain(`a patch whose target has a field ${unknown}`);
  const [group, version, kind, name, namespace] = ['group', 'version', 'kind', 'name', 'namespace'].map((field) => testOf(target, field));
  const [labels, annotations] = ['labelSelector', 'annotationSelector'].map((field) => requirementsOf(target, field));
  return resources.filter(({ json, ids }) => {
    if (!json) return false;
    const gvk = gvkOf(json);
    const named = [ids[0]!, ids.at(-1)!];
    const metadata = asObject(json.metadata);
    return (
      group!(gvk.group)
      && version!(gvk.version)
      && kind!(gvk.kind)
      && named.some((id) => name!(id.name))
      && named.some((id) => namespace!(id.namespace))
      && labels!(labelMap(metadata.labels))
      && annotations!(labelMap(metadata.annotations))
    );
  });
}

function testOf(target: Mutable, field: string): (text: string) => boolean {
  const pattern = target[field] ?? '';
  if (typeof pattern !== 'string' || !PLAIN_PATTERN.test(pattern)) {
    throw new NotPlain(`a patch whose target has the ${field} ${String(pattern)}`);
  }
  if (pattern === '') return () => true;
  try {
    const test = new RegExp(`^(?:${pattern})$`);
    return (text) => test.test(text);
  } catch {
    throw new NotPlain(`a patch whose target has the ${field} ${pattern}`);
  }
}

const REQUIREMENT = /^([\w./-]+)\s*==?\s*([\w.-]*)$/;

function requirementsOf(target: Mutable, field: string): (values: Readonly<Record<string, string>>) => boolean {
  const text = target[field] ?? '';
  if (text === '') return () => true;
  const pairs = String(text)
    .split(',')
    .map((part) => {
      const match = REQUIREMENT.exec(part.trim());
      if (!match) throw new NotPlain(`a patch whose target has the ${field} ${String(text)}`);
      return [match[1]!, match[2]!] as const;
    });
  return (values) => pairs.every(([key, value]) => values[key] === value);
}
