import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { parsePortRange } from '../../../kubernetes/services/port-range';
import { serviceView } from '../../../kubernetes/services/service';

const options = {
  ranges: optionalListOption('Ports that Services may have: single ones and ranges.', { format: 'port-range' }),
};

export const servicePortRange = defineRule({
  id: 'workloads/service-port-range',
  title: 'Services must use ports that the option ranges allows',
  description:
    'Which ports Services may have is for each cluster to say, so the rule does not apply until `ranges` is set. `port` counts, for '
    + 'every type of Service and protocol; `nodePort` and `targetPort` do not. An empty list allows none. A port that is not a number '
    + 'is covered by `manifests/schema`.',
  severity: Severity.LOW,
  fix: 'Choose a port that is allowed, or add the port to the option.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  exampleOptions: { ranges: ['443', '8000-8999'] },
  bad: '{ apiVersion: v1, kind: Service, metadata: { name: api }, spec: { selector: { app: api }, ports: [{ port: 6379 }] } }',
  good: '{ apiVersion: v1, kind: Service, metadata: { name: api }, spec: { selector: { app: api }, ports: [{ port: 443 }] } }',
  operations: true,
  subject: objectsOfKind('/Service'),
  options,
  check: requireRange,
});

function requireRange(object: KubeObject, _: CheckContext, { ranges }: OptionValues<typeof options>): readonly Outcome[] {
  if (ranges === undefined) return NOT_APPLICABLE;
  const allowed = ranges.map((text) => parsePortRange(text)!);
  return collect(serviceView(object).ports, ({ port, path }) =>
    allowed.some(({ first, last }) => first <= port && port <= last)
      ? NONE
      : [
          {
            path: `${path}.port`,
            message: `the port ${port} is not allowed: ${ranges.length === 0 ? 'no port is' : `only ${ranges.join(', ')}`}`,
          },
        ],
  );
}
