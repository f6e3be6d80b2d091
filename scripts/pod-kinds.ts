import { OPERATED_KINDS } from '../src/kubernetes/pods/operated/operated-kinds';
import { POD_KINDS, type PodCount, type PodKind } from '../src/kubernetes/pods/pod-kinds';

const COUNTS: Readonly<Record<PodCount, string>> = {
  'one': 'one',
  'replicas': '`replicas`',
  'one per node': 'one per node',
  'job': 'as the Job runs',
  'jobs on demand': 'as its Jobs run',
  'job per node': 'one per node, while it runs',
  'none': 'none: a template',
};

const code = (text: string) => `\`${text}\``;
const codes = (texts: readonly string[]) => texts.map(code).join(', ');

function scaledBy({ hasScale, kind }: PodKind): string {
  if (hasScale) return 'HorizontalPodAutoscaler, ScaledObject';
  return kind === 'ScaledJob' ? 'itself' : '';
}

/** The kinds whose pods every rule reads, as a table. */
export function podKindsTable(): string {
  const rows = POD_KINDS.map((row) => {
    const groups = row.groups.map((group) => (group === '' ? 'core' : group)).join(', ');
    const places = codes(row.templates.map((path) => (path === '' ? 'spec' : `${path}.spec`)));
    return `| ${row.kind} | ${groups} | ${places} | ${COUNTS[row.count]} | ${scaledBy(row)} | ${row.restartPolicies.join(', ')} |`;
  });
  return ['| kind | API group | pod spec | pods | scaled by | restart policies |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The kinds whose operator adds something to the pods, as a table. */
export function operatedKindsTable(): string {
  const rows = OPERATED_KINDS.map(({ group, kind, places }) => `| ${kind} | ${group} | ${codes(places.map((path) => path || 'spec'))} |`);
  return ['| kind | API group | read from |', '|---|---|---|', ...rows].join('\n');
}
