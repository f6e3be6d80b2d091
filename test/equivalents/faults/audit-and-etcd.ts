import { policyOf } from '../../support/audit';
import { apiServer, clusterRole, etcd, type Faults } from './objects';

const ETCD = '--etcd-servers=https://10.0.0.1:2379';
const ETCD_FILES = ['--etcd-cafile=/a.crt', '--etcd-certfile=/b.crt', '--etcd-keyfile=/b.key'];

export const AUDIT_AND_ETCD: Faults = {
  'rbac-evidence-deletion': {
    found: [clusterRole(['', 'events', 'delete']), policyOf([{ level: 'None', verbs: ['delete'] }, { level: 'Metadata' }])],
    passed: [clusterRole(['', 'pods/log', 'delete'])],
  },
  'audit-log-path': { found: [apiServer()], passed: [apiServer('--audit-webhook-config-file=/etc/webhook.yaml')] },
  'audit-log-rotation': {
    found: [apiServer('--audit-log-path=/var/log/audit.log', '--audit-log-maxage=7')],
    passed: [apiServer('--audit-log-path=/var/log/audit.log')],
  },
  'audit-policy-file-set': { found: [apiServer()], passed: [apiServer('--audit-policy-file=/etc/kubernetes/audit.yaml')] },
  'audit-policy-content': {
    found: [
      policyOf([
        { level: 'None', users: ['jane'] },
        { level: 'RequestResponse', resources: [{ group: '', resources: ['secrets'] }] },
      ]),
    ],
    more: [policyOf([{ level: 'None' }, { level: 'Metadata', resources: [{ group: '', resources: ['secrets'] }] }])],
  },
  'etcd-cert-key': { found: [etcd()] },
  'etcd-client-cert-auth': { found: [etcd()], passed: [etcd('--client-cert-auth', '--trusted-ca-file=/ca.crt')] },
  'etcd-auto-tls': { found: [etcd('--auto-tls=true')], more: [etcd('--auto-tls')] },
  'etcd-peer-cert-key': { found: [etcd()] },
  'etcd-peer-client-cert-auth': { found: [etcd()], passed: [etcd('--peer-client-cert-auth', '--peer-trusted-ca-file=/ca.crt')] },
  'etcd-peer-auto-tls': { found: [etcd('--peer-auto-tls=true')] },
  'etcd-unique-ca': { found: [etcd('--trusted-ca-file=/etc/ca.crt'), apiServer('--client-ca-file=/etc/ca.crt')] },
  'apiserver-etcd-client-certs': {
    found: [apiServer(ETCD)],
    more: [
      apiServer('--etcd-servers=http://10.0.0.1:2379', ...ETCD_FILES),
      apiServer(ETCD, '--etcd-cafile=', '--etcd-certfile=', '--etcd-keyfile='),
    ],
  },
  'apiserver-etcd-cafile': {
    found: [apiServer(ETCD)],
    more: [apiServer('--etcd-servers=http://10.0.0.1:2379', ...ETCD_FILES)],
  },
};
