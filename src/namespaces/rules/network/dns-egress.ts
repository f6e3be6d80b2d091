import { coded, defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { governedNamespaces } from '../namespace-subjects';
import { cutOffFromDns } from './dns-reach';
import { firstNames } from './policy-subjects';

export const dnsEgress = defineRule({
  id: 'namespaces/dns-egress',
  title: 'Pods isolated for egress must be allowed to reach DNS over UDP and TCP',
  description:
    'DNS needs TCP as well: a client repeats a query over TCP if the answer does not fit into a datagram. Exempt: pods with '
    + '`hostNetwork`, and pods with `dnsPolicy` None or Default, which do not use the cluster DNS.\n\n'
    + 'Unknown: peers that may or may not be DNS servers, and namespaces whose Namespace is not in the input.',
  severity: Severity.LOW,
  fix:
    'Add a NetworkPolicy that lets the pods reach the cluster DNS (pods k8s-app=kube-dns of namespace kube-system) on UDP and TCP port '
    + '53.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/', 'https://www.rfc-editor.org/rfc/rfc7766'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + 'apiVersion: networking.k8s.io/v1\n'
    + 'kind: NetworkPolicy\n'
    + 'metadata: { name: dns, namespace: payments }\n'
    + 'spec:\n'
    + '  podSelector: {}\n'
    + '  policyTypes: [Egress]\n'
    + '  egress:\n'
    + '    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, '
    + 'podSelector: { matchLabels: { k8s-app: kube-dns } } }]\n'
    + '      ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]\n',
  subject: governedNamespaces,
  revisions: [{ since: '1.8', check: requireDns }],
});

function requireDns(view: NamespaceView, { inventory }: CheckContext): Outcome[] {
  return ['UDP', 'TCP'].flatMap((protocol) => {
    const { no, maybe } = cutOffFromDns(view, protocol, inventory);
    const outcomes: Outcome[] = [];
    if (no.length > 0) {
      const fact = `no policy lets ${firstNames(no)} of ${view.label} reach DNS over ${protocol}`;
      outcomes.push(
        view.objects.length > 0
          ? { path: '', message: fact }
          : undecided('', `${fact}, but its Namespace is not in the input, so such a policy may be elsewhere`),
      );
    }
    if (maybe.length > 0) {
      outcomes.push(
        undecided(
          '',
          `whether ${firstNames(maybe)} of ${view.label} may reach DNS over ${protocol} is not decided: what is open on port 53 may `
            + 'be something else',
        ),
      );
    }
    return coded(protocol.toLowerCase(), outcomes);
  });
}
