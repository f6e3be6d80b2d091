import { namespacesRules } from '../../../../src/namespaces/rules';
import { allowAllPolicy } from '../../../../src/namespaces/rules/network/allow-all-policy';
import { defaultDenyEgress } from '../../../../src/namespaces/rules/network/default-deny-egress';
import { defaultDenyIngress } from '../../../../src/namespaces/rules/network/default-deny-ingress';
import { dnsEgress } from '../../../../src/namespaces/rules/network/dns-egress';
import { metadataCidr } from '../../../../src/namespaces/rules/network/metadata-cidr';
import { worldCidr } from '../../../../src/namespaces/rules/network/world-cidr';
import { findings } from '../../../support/findings';
import { namespace, policy } from '../../manifests';

const closed = [namespace('shop', { team: 'shop' }), policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, 'shop')];

const other =
  (apiVersion: string, kind: string, ns?: string) =>
  (name: string, spec: object): object => ({ apiVersion, kind, metadata: { name, ...(ns === undefined ? {} : { namespace: ns }) }, spec });
const anp = other('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy');
const banp = other('policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy');
const cnp = other('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy');
const gnp = other('projectcalico.org/v3', 'GlobalNetworkPolicy');
const crdGnp = other('crd.projectcalico.org/v1', 'GlobalNetworkPolicy');
const calico = other('projectcalico.org/v3', 'NetworkPolicy', 'shop');
const tier = other('projectcalico.org/v3', 'Tier');
const cilium = other('cilium.io/v2', 'CiliumNetworkPolicy', 'shop');
const clusterwide = other('cilium.io/v2', 'CiliumClusterwideNetworkPolicy');
const antrea = other('crd.antrea.io/v1beta1', 'ClusterNetworkPolicy');

const SAID = new RegExp(
  '^(\\?)? ?Namespace shop: (?:whether .* is not decided: it may be that )?(.*) allows \\w+ (?:from|to) (.*), '
    + 'whatever NetworkPolicies deny, (?:so nothing is denied by default in namespace shop|but (.*))$',
);

/** `allows` for a violation, `?` in front where it is not decided: what stands between who and whom. */
function verdict(rule: typeof defaultDenyIngress, manifests: readonly object[]): string[] {
  return findings(rule, [...closed, ...manifests]).map((line) => {
    const [, unknown, object, what, doubt] = SAID.exec(line)!;
    return `${unknown === undefined ? '' : '? '}${object}: ${what}${doubt === undefined ? '' : ` (${doubt})`}`;
  });
}

const everyPod = 'every pod of every namespace';
const all = { namespaces: {} };
const fromAll = { action: 'Allow', from: [all] };
const exceptOne = (key: string) => ({ matchExpressions: [{ key, operator: 'DoesNotExist' }] });
const anpSpec = (priority: number, ...ingress: object[]) => ({ priority, subject: all, ingress });

describe('ingress of a closed namespace', () => {
  test.each<[string, object[], string[]]>([
    ['no other policy', [], []],
    // AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy
    ['ANP allows all pods', [anp('a', anpSpec(10, fromAll))], [`AdminNetworkPolicy a: ${everyPod}`]],
    [
      'ANP allows all namespaces but some',
      [anp('a', anpSpec(10, { action: 'Allow', from: [{ namespaces: exceptOne('x') }] }))],
      [`AdminNetworkPolicy a: ${everyPod} that its selectors do not exclude`],
    ],
    [
      'ANP allows all pods by both selectors',
      [anp('a', anpSpec(10, { action: 'Allow', from: [{ pods: { namespaceSelector: {}, podSelector: {} } }] }))],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    ['ANP allows some pods', [anp('a', anpSpec(10, { action: 'Allow', from: [{ namespaces: { matchLabels: { team: 'mon' } } }] }))], []],
    ['ANP allows a port', [anp('a', anpSpec(10, { ...fromAll, ports: [{ portNumber: { protocol: 'TCP', port: 9090 } }] }))], []],
    [
      'ANP allows a wide range of ports',
      [anp('a', anpSpec(10, { ...fromAll, ports: [{ portRange: { protocol: 'TCP', start: 1, end: 65535 } }] }))],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    ['ANP allows UDP', [anp('a', anpSpec(10, { ...fromAll, ports: [{ portRange: { protocol: 'UDP', start: 1, end: 65535 } }] }))], []],
    ['ANP denies', [anp('a', anpSpec(10, { action: 'Deny', from: [all] }))], []],
    ['ANP passes', [anp('a', anpSpec(10, { action: 'Pass', from: [all] }))], []],
    ['ANP passes before it allows', [anp('a', anpSpec(10, { action: 'Pass', from: [all] }, fromAll))], []],
    [
      'ANP passes some before it allows',
      [anp('a', anpSpec(10, { action: 'Pass', from: [{ namespaces: { matchLabels: { a: 'b' } } }] }, fromAll))],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    [
      'ANP denies on a port before it allows',
      [anp('a', anpSpec(10, { action: 'Deny', from: [all], ports: [{ portNumber: { protocol: 'TCP', port: 22 } }] }, fromAll))],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    ['ANP of a lower number denies', [anp('a', anpSpec(20, fromAll)), anp('b', anpSpec(10, { action: 'Deny', from: [all] }))], []],
    [
      'ANP of a higher number denies',
      [anp('a', anpSpec(5, fromAll)), anp('b', anpSpec(10, { action: 'Deny', from: [all] }))],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    [
      'ANP for other namespaces denies',
      [
        anp('a', anpSpec(20, fromAll)),
        anp('b', { ...anpSpec(10, { action: 'Deny', from: [all] }), subject: { namespaces: { matchLabels: { team: 'other' } } } }),
      ],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    ['ANP for another namespace', [anp('a', { ...anpSpec(10, fromAll), subject: { namespaces: { matchLabels: { team: 'other' } } } })], []],
    [
      'ANP for the namespace by name',
      [anp('a', { ...anpSpec(10, fromAll), subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } } })],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    [
      'ANP for the namespace by label',
      [anp('a', { ...anpSpec(10, fromAll), subject: { namespaces: { matchLabels: { team: 'shop' } } } })],
      [`AdminNetworkPolicy a: ${everyPod}`],
    ],
    [
      'ANP for some pods',
      [anp('a', { ...anpSpec(10, fromAll), subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { a: 'b' } } } } })],
      [],
    ],
    [
      'ANP without subject',
      [anp('a', { priority: 1, ingress: [fromAll] })],
      [`? AdminNetworkPolicy a: ${everyPod} (which pods it is for is not read)`],
    ],
    [
      'ANP without priority',
      [anp('a', { subject: all, ingress: [fromAll] })],
      [`? AdminNetworkPolicy a: ${everyPod} (its place among the other policies is not known)`],
    ],
    [
      'ANP with an action that is none',
      [anp('a', anpSpec(1, { action: 'Permit', from: [all] }))],
      ['? AdminNetworkPolicy a: everything (its action is none that is known)'],
    ],
    ['ANP without rules', [anp('a', anpSpec(1))], []],
    ['ANP without spec', [{ ...anp('a', {}), spec: undefined }], []],
    ['ANP for egress', [anp('a', { priority: 1, subject: all, egress: [{ action: 'Allow', to: [all] }] })], []],
    ['BANP allows', [banp('default', { subject: all, ingress: [fromAll] })], []],
    [
      'CNP of the admin tier accepts',
      [cnp('a', { tier: 'Admin', ...anpSpec(1, { action: 'Accept', from: [all] }) })],
      [`ClusterNetworkPolicy a: ${everyPod}`],
    ],
    ['CNP of the baseline tier accepts', [cnp('a', { tier: 'Baseline', ...anpSpec(1, { action: 'Accept', from: [all] }) })], []],
    [
      'CNP on a port',
      [
        cnp('a', {
          tier: 'Admin',
          ...anpSpec(1, { action: 'Accept', from: [all], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }),
        }),
      ],
      [],
    ],
    [
      'CNP on every TCP port',
      [cnp('a', { tier: 'Admin', ...anpSpec(1, { action: 'Accept', from: [all], protocols: [{ tcp: {} }] }) })],
      [`ClusterNetworkPolicy a: ${everyPod}`],
    ],
    [
      'CNP on named ports',
      [cnp('a', { tier: 'Admin', ...anpSpec(1, { action: 'Accept', from: [all], protocols: [{ destinationNamedPort: 'http' }] }) })],
      [],
    ],
    [
      'CNP of AWS',
      [{ ...cnp('a', { tier: 'Admin', ...anpSpec(1, { action: 'Accept', from: [all] }) }), apiVersion: 'networking.k8s.aws/v1alpha1' }],
      [`ClusterNetworkPolicy a: ${everyPod}`],
    ],
    // Calico
    ['Calico allows all', [gnp('a', { order: 10, ingress: [{ action: 'Allow' }] })], ['GlobalNetworkPolicy a: everything']],
    [
      'Calico of crd.projectcalico.org',
      [crdGnp('default.a', { selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy default.a: everything'],
    ],
    [
      'Calico of a higher order than that of NetworkPolicies, which only allow',
      [gnp('a', { order: 2000, ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico namespaced',
      [calico('a', { selector: '', ingress: [{ action: 'Allow', source: {} }] })],
      ['NetworkPolicy shop/a: everything'],
    ],
    ['Calico namespaced, elsewhere', [other('projectcalico.org/v3', 'NetworkPolicy', 'b')('a', { ingress: [{ action: 'Allow' }] })], []],
    ['Calico, ingress not among its types', [gnp('a', { types: ['Egress'], ingress: [{ action: 'Allow' }] })], []],
    ['Calico staged', [other('projectcalico.org/v3', 'StagedGlobalNetworkPolicy')('a', { ingress: [{ action: 'Allow' }] })], []],
    ['Calico for hosts', [gnp('a', { doNotTrack: true, applyOnForward: true, ingress: [{ action: 'Allow' }] })], []],
    ['Calico logs', [gnp('a', { ingress: [{ action: 'Log' }] })], []],
    ['Calico logs, then denies', [gnp('a', { ingress: [{ action: 'Log' }, { action: 'Deny' }, { action: 'Allow' }] })], []],
    [
      'Calico denies by a lower order',
      [gnp('a', { order: 2, ingress: [{ action: 'Allow' }] }), gnp('b', { order: 1, ingress: [{ action: 'Deny' }] })],
      [],
    ],
    [
      'Calico denies without order, so last',
      [gnp('a', { order: 2, ingress: [{ action: 'Allow' }] }), gnp('b', { ingress: [{ action: 'Deny' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico denies some',
      [gnp('a', { ingress: [{ action: 'Deny', source: { nets: ['10.0.0.0/8'] } }, { action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico passes all in the default tier',
      [gnp('a', { ingress: [{ action: 'Pass' }] })],
      ['? GlobalNetworkPolicy a: everything (it passes the traffic on to policies that are evaluated after the NetworkPolicies)'],
    ],
    ['Calico passes in an earlier tier', [tier('early', { order: 5 }), gnp('a', { tier: 'early', ingress: [{ action: 'Pass' }] })], []],
    [
      'Calico allows in an earlier tier',
      [tier('early', { order: 5 }), gnp('a', { tier: 'early', ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    ['Calico allows in a later tier', [tier('late', { order: 2_000_000 }), gnp('a', { tier: 'late', ingress: [{ action: 'Allow' }] })], []],
    [
      'Calico allows in a tier that is not in the input',
      [gnp('a', { tier: 'x', ingress: [{ action: 'Allow' }] })],
      ['? GlobalNetworkPolicy a: everything (its place among the other policies is not known)'],
    ],
    [
      'Calico: the end of an earlier tier denies',
      [
        tier('early', { order: 5 }),
        gnp('a', { tier: 'early', ingress: [{ action: 'Allow', source: { selector: "a == 'b'" } }] }),
        gnp('b', { ingress: [{ action: 'Allow' }] }),
      ],
      [],
    ],
    [
      'Calico: the end of an earlier tier passes',
      [
        tier('early', { order: 5, defaultAction: 'Pass' }),
        gnp('a', { tier: 'early', ingress: [{ action: 'Allow', source: { selector: "a == 'b'" } }] }),
        gnp('b', { ingress: [{ action: 'Allow' }] }),
      ],
      ['GlobalNetworkPolicy b: everything'],
    ],
    [
      'Calico for the namespace by its label',
      [gnp('a', { selector: "projectcalico.org/namespace == 'shop'", ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico for another by its label',
      [gnp('a', { selector: "projectcalico.org/namespace in {'b', 'c'}", ingress: [{ action: 'Allow' }] })],
      [],
    ],
    [
      'Calico for some pods or all',
      [gnp('a', { selector: "a == 'b' || !has(zz)", ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico for namespaces by selector',
      [gnp('a', { namespaceSelector: "team == 'shop'", ingress: [{ action: 'Allow' }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    ['Calico for accounts', [gnp('a', { serviceAccountSelector: "role == 'x'", ingress: [{ action: 'Allow' }] })], []],
    [
      'Calico with a selector that is none',
      [gnp('a', { selector: 'a ==', ingress: [{ action: 'Allow' }] })],
      ['? GlobalNetworkPolicy a: everything (the selector "a ==" is not read)'],
    ],
    [
      'Calico from all pods',
      [gnp('a', { ingress: [{ action: 'Allow', source: { selector: 'all()' } }] })],
      [`GlobalNetworkPolicy a: ${everyPod}`],
    ],
    ['Calico from all pods of the own namespace', [calico('a', { ingress: [{ action: 'Allow', source: { selector: 'all()' } }] })], []],
    [
      'Calico from all namespaces',
      [calico('a', { ingress: [{ action: 'Allow', source: { namespaceSelector: 'all()' } }] })],
      [`NetworkPolicy shop/a: ${everyPod}`],
    ],
    [
      'Calico from what is not labelled',
      [gnp('a', { ingress: [{ action: 'Allow', source: { notSelector: "a == 'b'" } }] })],
      [`GlobalNetworkPolicy a: ${everyPod} that its selectors do not exclude`],
    ],
    ['Calico from hosts', [gnp('a', { ingress: [{ action: 'Allow', source: { namespaceSelector: 'global()' } }] })], []],
    [
      'Calico from the world by halves',
      [gnp('a', { ingress: [{ action: 'Allow', source: { nets: ['0.0.0.0/1', '128.0.0.0/1'] } }] })],
      ['GlobalNetworkPolicy a: the whole internet'],
    ],
    [
      'Calico from all but some addresses',
      [gnp('a', { ingress: [{ action: 'Allow', source: { notNets: ['10.0.0.0/8'] } }] })],
      ['GlobalNetworkPolicy a: the whole internet'],
    ],
    [
      'Calico on ports',
      [gnp('a', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [80, '8000:8010', 'http'] } }] })],
      [],
    ],
    [
      'Calico on a range',
      [gnp('a', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: ['1:65535'] } }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    [
      'Calico but on ports',
      [gnp('a', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { notPorts: [22] } }] })],
      ['GlobalNetworkPolicy a: everything'],
    ],
    ['Calico by ICMP', [gnp('a', { ingress: [{ action: 'Allow', protocol: 'ICMP' }] })], []],
    // Cilium
    [
      'Cilium from all',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] })],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    [
      'Cilium from the world',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromEntities: ['world'] }] })],
      ['CiliumNetworkPolicy shop/a: the whole internet'],
    ],
    [
      'Cilium from the cluster',
      [clusterwide('a', { endpointSelector: {}, ingress: [{ fromEntities: ['cluster'] }] })],
      [`CiliumClusterwideNetworkPolicy a: ${everyPod}`],
    ],
    [
      'Cilium from hosts',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromEntities: ['host', 'remote-node', 'kube-apiserver'] }] })],
      [],
    ],
    ['Cilium: an empty rule allows nothing', [cilium('a', { endpointSelector: {}, ingress: [{}] })], []],
    ['Cilium from the pods of its namespace', [cilium('a', { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })], []],
    [
      'Cilium clusterwide from all pods',
      [clusterwide('a', { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })],
      [`CiliumClusterwideNetworkPolicy a: ${everyPod}`],
    ],
    [
      'Cilium from pods of any namespace',
      [
        cilium('a', {
          endpointSelector: {},
          ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }] }],
        }),
      ],
      [`CiliumNetworkPolicy shop/a: ${everyPod}`],
    ],
    [
      'Cilium from a namespace',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'b' } }] }] })],
      [],
    ],
    [
      'Cilium on every port',
      [cilium('a', { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '0' }] }] }] })],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    [
      'Cilium on a port',
      [cilium('a', { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }] })],
      [],
    ],
    [
      'Cilium on a range',
      [cilium('a', { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '1', endPort: 65535 }] }] }] })],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    [
      'Cilium from ranges',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromCIDR: ['0.0.0.0/1'] }, { fromCIDRSet: [{ cidr: '128.0.0.0/1' }] }] })],
      ['CiliumNetworkPolicy shop/a: the whole internet'],
    ],
    [
      'Cilium from a group of ranges',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromCIDRSet: [{ cidrGroupRef: 'x' }] }] })],
      ['? CiliumNetworkPolicy shop/a: everything (the addresses of a CiliumCIDRGroup are not read)'],
    ],
    [
      'Cilium denies all',
      [
        cilium('a', { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] }),
        clusterwide('b', { endpointSelector: {}, ingressDeny: [{ fromEntities: ['all'] }] }),
      ],
      [],
    ],
    [
      'Cilium denies something',
      [cilium('a', { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }], ingressDeny: [{ fromEntities: ['world'] }] })],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    [
      'Cilium without isolation of its own',
      [cilium('a', { endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ fromEntities: ['all'] }] })],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    [
      'Cilium, the second of specs',
      [
        {
          ...cilium('a', {}),
          spec: undefined,
          specs: [{ endpointSelector: {} }, { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] }],
        },
      ],
      ['CiliumNetworkPolicy shop/a: everything'],
    ],
    ['Cilium for some pods', [cilium('a', { endpointSelector: { matchLabels: { app: 'x' } }, ingress: [{ fromEntities: ['all'] }] })], []],
    ['Cilium for nodes', [clusterwide('a', { nodeSelector: {}, ingress: [{ fromEntities: ['all'] }] })], []],
    [
      'Cilium for the namespace by its label',
      [
        clusterwide('a', {
          endpointSelector: { matchLabels: { 'io.kubernetes.pod.namespace': 'shop' } },
          ingress: [{ fromEntities: ['all'] }],
        }),
      ],
      ['CiliumClusterwideNetworkPolicy a: everything'],
    ],
    [
      'Cilium for all but a namespace',
      [
        clusterwide('a', {
          endpointSelector: { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['kube-system'] }] },
          ingress: [{ fromEntities: ['all'] }],
        }),
      ],
      ['CiliumClusterwideNetworkPolicy a: everything'],
    ],
    // Antrea
    [
      'Antrea allows',
      [antrea('a', { priority: 5, appliedTo: [{ namespaceSelector: {} }], ingress: [{ action: 'Allow' }] })],
      ['ClusterNetworkPolicy a: everything'],
    ],
    [
      'Antrea by rule',
      [antrea('a', { priority: 5, ingress: [{ action: 'Allow', appliedTo: [{ namespaceSelector: {} }], from: [{ podSelector: {} }] }] })],
      [`ClusterNetworkPolicy a: ${everyPod}`],
    ],
    [
      'Antrea in the baseline',
      [antrea('a', { tier: 'baseline', priority: 5, appliedTo: [{ namespaceSelector: {} }], ingress: [{ action: 'Allow' }] })],
      [],
    ],
    [
      'Antrea drops in an earlier tier',
      [
        antrea('a', { priority: 1, appliedTo: [{ namespaceSelector: {} }], ingress: [{ action: 'Allow' }] }),
        antrea('b', { tier: 'emergency', priority: 5, appliedTo: [{ namespaceSelector: {} }], ingress: [{ action: 'Drop' }] }),
      ],
      [],
    ],
    [
      'Antrea for a group',
      [antrea('a', { priority: 5, appliedTo: [{ group: 'g' }], ingress: [{ action: 'Allow' }] })],
      ['? ClusterNetworkPolicy a: everything (the pods of the group g are not read)'],
    ],
    // What judges requests, or only closes
    ['Istio', [other('security.istio.io/v1', 'AuthorizationPolicy', 'shop')('a', { action: 'ALLOW', rules: [{}] })], []],
  ])('%s', (_, manifests, expected) => {
    expect(verdict(defaultDenyIngress, manifests)).toEqual(expected);
  });
});

test.each<[string, object[], string[]]>([
  [
    'ANP to all addresses',
    [anp('a', { priority: 1, subject: all, egress: [{ action: 'Allow', to: [{ networks: ['0.0.0.0/0'] }] }] })],
    ['AdminNetworkPolicy a: the whole internet'],
  ],
  [
    'ANP to both families, one denied',
    [
      anp('a', {
        priority: 1,
        subject: all,
        egress: [
          { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] },
          { action: 'Allow', to: [{ networks: ['0.0.0.0/0', '::/0'] }] },
        ],
      }),
    ],
    ['AdminNetworkPolicy a: the whole internet'],
  ],
  [
    'ANP to denied addresses',
    [
      anp('a', {
        priority: 1,
        subject: all,
        egress: [
          { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] },
          { action: 'Allow', to: [{ networks: ['0.0.0.0/0'] }] },
        ],
      }),
    ],
    [],
  ],
  ['ANP to names', [anp('a', { priority: 1, subject: all, egress: [{ action: 'Allow', to: [{ domainNames: ['*.example.com'] }] }] })], []],
  ['ANP to nodes', [anp('a', { priority: 1, subject: all, egress: [{ action: 'Allow', to: [{ nodes: {} }] }] })], []],
  [
    'Calico to the world',
    [gnp('a', { types: ['Egress'], egress: [{ action: 'Allow', destination: { nets: ['0.0.0.0/0'] } }] })],
    ['GlobalNetworkPolicy a: the whole internet'],
  ],
  ['Calico to a name', [gnp('a', { egress: [{ action: 'Allow', destination: { domains: ['example.com'] } }] })], []],
  [
    'Cilium to every name',
    [cilium('a', { endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: '*' }] }] })],
    ['CiliumNetworkPolicy shop/a: the whole internet'],
  ],
  ['Cilium to a name', [cilium('a', { endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: 'example.com' }] }] })], []],
  [
    'EgressFirewall',
    [other('k8s.ovn.org/v1', 'EgressFirewall', 'shop')('default', { egress: [{ type: 'Allow', to: { cidrSelector: '0.0.0.0/0' } }] })],
    [],
  ],
])('egress of a closed namespace: %s', (_, manifests, expected) => {
  expect(verdict(defaultDenyEgress, manifests)).toEqual(expected);
});

test('a policy for labels of a Namespace that is not in the input', () => {
  const [, deny] = closed;
  expect(
    findings(defaultDenyIngress, [deny!, anp('a', { ...anpSpec(1, fromAll), subject: { namespaces: { matchLabels: { x: 'y' } } } })]),
  ).toEqual([
    '? NetworkPolicy shop/deny: whether ingress is denied by default in namespace shop is not decided: it may be that AdminNetworkPolicy a '
      + 'allows ingress from every pod of every namespace, whatever NetworkPolicies deny, but the labels that it requires on the Namespace '
      + 'are not in the input',
  ]);
});

test('what opens everything is said of the policy itself, too', () => {
  expect(
    findings(
      [allowAllPolicy, worldCidr, metadataCidr],
      [
        anp('a', { priority: 1, subject: all, ingress: [fromAll], egress: [{ action: 'Allow', to: [{ networks: ['0.0.0.0/0'] }] }] }),
        banp('default', { subject: all, ingress: [fromAll] }),
        cilium('b', {
          endpointSelector: { matchLabels: { a: 'b' } },
          ingress: [{ fromEntities: ['all'] }],
          egressDeny: [{ toEntities: ['all'] }],
          egress: [{ toEntities: ['all'] }],
        }),
        cilium('c', { endpointSelector: {}, egress: [{ toCIDR: ['169.254.169.254/32'] }] }),
        gnp('d', { order: 1, egress: [{ action: 'Allow', destination: { selector: 'a ~ b' } }] }),
      ],
    ),
  ).toEqual([
    'namespaces/allow-all-policy AdminNetworkPolicy a spec.ingress[0]: ingress rule 0 allows traffic from every pod of every namespace on '
      + 'every port',
    'namespaces/metadata-cidr AdminNetworkPolicy a spec.egress[0].to[0].networks[0]: egress rule 0 reaches the metadata address '
      + '169.254.169.254, 169.254.170.2, 169.254.170.23, 100.100.100.200, 168.63.129.16, 192.0.0.192 through 0.0.0.0/0',
    'namespaces/world-cidr AdminNetworkPolicy a spec.egress[0].to[0].networks[0]: egress rule 0 allows 0.0.0.0/0, half of the internet or '
      + 'more',
    'namespaces/allow-all-policy CiliumNetworkPolicy shop/b spec.ingress[0]: ingress rule 0 allows traffic from everything on every port',
    'namespaces/metadata-cidr CiliumNetworkPolicy shop/c spec.egress[0].toCIDR[0]: egress rule 0 reaches the metadata address '
      + '169.254.169.254 through 169.254.169.254/32',
    '? namespaces/allow-all-policy GlobalNetworkPolicy d spec.egress[0]: the selector "a ~ b" is not read, so the API server rejects the '
      + 'policy or its meaning is open',
  ]);
});

test('one word for both families of addresses is one finding', () => {
  const rules = [worldCidr, metadataCidr];
  expect(
    findings(rules, [cilium('w', { endpointSelector: {}, egress: [{ toEntities: ['world'] }] })]).map((line) => line.split(' ')[0]),
  ).toEqual(['namespaces/metadata-cidr', 'namespaces/world-cidr']);
});

test('a namespace that only other policies close', () => {
  const [shop] = closed;
  const missing = 'no NetworkPolicy denies ingress by default in namespace shop';
  const said = (manifest: object) => findings(defaultDenyIngress, [shop!, manifest]);
  const mayBe = (name: string) => [`? Namespace shop: ${missing}; ${name} may do so, but only NetworkPolicies are read`];
  expect(said(banp('default', { subject: all, ingress: [{ action: 'Deny', from: [all] }] }))).toEqual(
    mayBe('BaselineAdminNetworkPolicy default'),
  );
  expect(said(gnp('a', {}))).toEqual(mayBe('GlobalNetworkPolicy a'));
  expect(said(clusterwide('a', { endpointSelector: {}, ingress: [{}] }))).toEqual(mayBe('CiliumClusterwideNetworkPolicy a'));
  for (const none of [
    anp('a', anpSpec(1, fromAll)),
    gnp('a', { types: ['Egress'] }),
    clusterwide('a', { endpointSelector: {}, egress: [{}] }),
    clusterwide('a', { endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ fromEntities: ['world'] }] }),
    other('projectcalico.org/v3', 'StagedGlobalNetworkPolicy')('a', {}),
  ]) {
    expect(said(none)).toEqual([`Namespace shop: ${missing}`]);
  }
});

test('policies for the cluster state no namespace', () => {
  const manifests = [anp('a', anpSpec(1)), gnp('a', {}), clusterwide('a', { endpointSelector: {} })];
  expect(
    findings(
      namespacesRules.filter(({ id }) => id === 'namespaces/default-namespace'),
      manifests,
    ),
  ).toEqual([]);
});

test.each<[string, object[], boolean | 'maybe']>([
  ['none', [], false],
  [
    'ANP to the cluster DNS',
    [
      anp('dns', {
        priority: 1,
        subject: all,
        egress: [
          {
            action: 'Allow',
            to: [{ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
            ports: ['UDP', 'TCP'].map((protocol) => ({ portNumber: { protocol, port: 53 } })),
          },
        ],
      }),
    ],
    true,
  ],
  [
    'Cilium to the cluster DNS',
    [
      cilium('dns', {
        endpointSelector: {},
        egress: [
          {
            toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
            toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
          },
        ],
      }),
    ],
    true,
  ],
  [
    'Calico to other pods on the port',
    [gnp('dns', { egress: [{ action: 'Allow', destination: { selector: "app == 'x'", ports: [] } }] })],
    'maybe',
  ],
  ['Cilium for some pods', [cilium('dns', { endpointSelector: { matchLabels: { a: 'b' } }, egress: [{ toEntities: ['all'] }] })], false],
  [
    'Cilium to addresses that are not read',
    [cilium('dns', { endpointSelector: {}, egress: [{ toCIDRSet: [{ cidrGroupRef: 'x' }] }] })],
    'maybe',
  ],
])('a closed namespace reaches DNS through another policy: %s', (_, manifests, reaches) => {
  const found = findings(dnsEgress, [...closed, ...manifests]);
  const expected = reaches === true ? [] : ['TCP', 'UDP'];
  expect(found.map((line) => /DNS over (\w+)/.exec(line)?.[1])).toEqual(expected);
  expect(found.every((line) => line.startsWith('?') === (reaches === 'maybe'))).toBe(true);
});
