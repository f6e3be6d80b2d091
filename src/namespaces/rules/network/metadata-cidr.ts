import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { Cidr } from '../../../kubernetes/network/cidr';
import { METADATA_ADDRESSES } from '../../../kubernetes/network/metadata-addresses';
import { allowsPort, blocksOf, type NetworkPolicyView, type PolicyRuleView } from '../../../kubernetes/network/network-policy';
import { reachOf } from '../../../kubernetes/network/reach';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { lazy } from '../../../text/lazy';
import { MultiMap } from '../../../text/multi-map';
import { openingPolicy, ruleLabel, rulesCause, undecidedFaults } from './policy-subjects';

const addresses = lazy(() => METADATA_ADDRESSES.map((address) => Cidr.of(address)));

/** The port on which every metadata service of the list hands out credentials. */
const HTTP = 80;
/** The other one of Azure's platform address, where settings of a machine's extensions are handed out. */
const HOST_PLUGIN = 32526;
const AZURE = Cidr.of('168.63.129.16/32');

export const metadataCidr = defineRule({
  id: 'namespaces/metadata-cidr',
  title: 'NetworkPolicies must not allow egress to cloud metadata addresses',
  description:
    'Clouds serve the credentials of the node or the pod at these addresses. Checked is TCP port 80, on which all of them '
    + "listen, and 32526 of Azure's platform address 168.63.129.16. An address in `except` of the same ipBlock passes.\n\n"
    + 'An egress rule without peers reaches the addresses too. If it is for every port, `namespaces/allow-all-policy` also '
    + 'reports it, at a lower severity.',
  severity: Severity.HIGH,
  takesReason: true,
  fix: 'Narrow the range, or list the address under `except` of the ipBlock.',
  sources: [
    'https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/#restricting-cloud-metadata-api-access',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html',
  ],
  bad:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.0.0/16 } }] }] } }',
  good:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress], '
    + 'egress: [{ to: [{ ipBlock: { cidr: 169.254.0.0/16, except: [169.254.169.254/32, 169.254.170.2/32, 169.254.170.23/32] } }] }] } }',
  subject: openingPolicy,
  revisions: [{ since: '1.8', check: forbidMetadata }],
});

function forbidMetadata(policy: NetworkPolicyView): readonly Outcome[] {
  const open = collect(policy.rules, (rule) => {
    if (rule.direction !== 'Egress') return NONE;
    if (allowsPort(rule, 'TCP', HTTP)) return reached(rule, addresses());
    return allowsPort(rule, 'TCP', HOST_PLUGIN) ? reached(rule, [AZURE]) : NONE;
  });
  return policy.faults.length === 0
    ? open
    : [...undecidedFaults(policy, (path) => path.startsWith('spec.egress') && path.includes('.ipBlock')), ...open];
}

function reached(rule: PolicyRuleView, among: readonly Cidr[]): Outcome[] {
  if (reachOf(rule) === 'everything') {
    const message = `${ruleLabel(rule)} names no peer, so it reaches the metadata addresses of clouds`;
    return [{ path: rule.peersPath, message, cause: rulesCause(rule) }];
  }
  const found = MultiMap.by(
    blocksOf(rule).flatMap(({ place, cidr, except }) =>
      among
        .filter((address) => cidr.contains(address) && !except.some((hole) => hole.contains(address)))
        .map((address) => ({ place, cidr, address })),
    ),
    ({ place }) => place,
  );
  return [...found].map(([path, reaches]) => ({
    path,
    message:
      `${ruleLabel(rule)} reaches the metadata address ${reaches.map(({ address }) => address.text.replace(/\/.*/, '')).join(', ')} `
      + `through ${[...new Set(reaches.map(({ cidr }) => cidr.text))].join(' and ')}`,
  }));
}
