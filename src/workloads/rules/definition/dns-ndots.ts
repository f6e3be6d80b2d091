import { optionalIntegerOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject, isUnset } from '../../../text/json';

const options = {
  most: optionalIntegerOption('The most dots that a name may have for which the search list is tried first.'),
};

export const dnsNdots = defineRule({
  id: 'workloads/dns-ndots',
  title: 'Pods must set ndots in dnsConfig.options to at most the option most',
  description:
    'In the cluster, names with fewer than five dots are first looked up below each domain of the search list, so that a name of the '
    + 'internet takes several queries. What is best depends on the names that a workload looks up, so the rule does not apply until '
    + '`most` is set. Unset means 5. Of several entries the last one counts. Exempt: pods with `dnsPolicy` Default or None, and those '
    + 'in the network of the host, which do not use the search list of the cluster.',
  severity: Severity.LOW,
  fix: 'Set `dnsConfig.options` to `[{ name: ndots, value: "2" }]`.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
  exampleOptions: { most: 2 },
  bad: examplePod(),
  good: examplePod({ spec: 'dnsConfig: { options: [{ name: ndots, value: "2" }] }' }),
  operations: true,
  subject: pods,
  options,
  check: requireNdots,
});

const INITIAL = '5';

function requireNdots({ spec, path: holder }: PodView, _: CheckContext, { most }: OptionValues<typeof options>): readonly Outcome[] {
  if (most === undefined) return NOT_APPLICABLE;
  const { dnsPolicy, hostNetwork } = spec;
  if (dnsPolicy === 'Default' || dnsPolicy === 'None' || (hostNetwork === true && dnsPolicy !== 'ClusterFirstWithHostNet')) return NONE;
  const entries = asArray(asObject(spec.dnsConfig).options);
  const index = entries.map((entry) => asObject(entry).name).lastIndexOf('ndots');
  const path = index < 0 ? `${holder}.dnsConfig.options` : `${holder}.dnsConfig.options[${index}].value`;
  const { value: written } = asObject(entries[index]);
  const value = isUnset(written) ? INITIAL : written;
  if (typeof value !== 'string' || !/^\d{1,4}$/.test(value)) return [undecided(path, `ndots is ${JSON.stringify(value)}, not a number`)];
  return Number(value) <= most ? NONE : [{ path, message: `ndots is ${value}, and at most ${most} is allowed` }];
}
