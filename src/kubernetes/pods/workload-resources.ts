import { pluralOf } from '../objects/plural';
import { CUSTOM_WORKLOADS, type CustomUse } from './operated/custom-workloads';
import { POD_KINDS } from './pod-kinds';

/** Resources of a group whose writer decides what runs in pods. */
export interface WorkloadResources {
  readonly group: string;
  /** Plurals, as in roles. */
  readonly resources: readonly string[];
  readonly use: CustomUse;
}

/** Kinds that no controller takes pods from by itself, and that Kubernetes itself lets nothing refer to. */
const UNUSED = new Set(['/PodTemplate']);

/** Every resource by which pods come to be: of Kubernetes and of other projects, by group. */
export const WORKLOAD_RESOURCES: readonly WorkloadResources[] = group([
  ...POD_KINDS.flatMap(({ groups, kind, lifetime }) =>
    groups
      .filter((each) => !UNUSED.has(`${each}/${kind}`))
      .map((each) => ({ group: each, resource: pluralOf(kind), use: lifetime === 'template' ? ('template' as const) : ('runs' as const) })),
  ),
  ...CUSTOM_WORKLOADS.map(({ group: of, kind, resource, use }) => ({ group: of, resource: resource ?? pluralOf(kind), use })),
]);

interface Row {
  readonly group: string;
  readonly resource: string;
  readonly use: CustomUse;
}

function group(rows: readonly Row[]): WorkloadResources[] {
  const found = new Map<string, { group: string; resources: string[]; use: CustomUse }>();
  for (const { group: of, resource, use } of rows) {
    const key = `${use} ${of}`;
    const known = found.get(key);
    if (!known) found.set(key, { group: of, resources: [resource], use });
    else if (!known.resources.includes(resource)) known.resources.push(resource);
  }
  return [...found.values()];
}
