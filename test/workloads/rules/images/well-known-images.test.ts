import { readOnlyRootFilesystem } from '../../../../src/workloads/rules/confinement/read-only-root-filesystem';
import { runAsNonRoot } from '../../../../src/workloads/rules/pod-security/run-as-non-root';
import { findings } from '../../../support/findings';

const pod = (image: unknown) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { containers: [{ name: 'c', image }] },
});
const AT = 'Pod shop/a spec.containers[0].securityContext';
const ROOT = `${AT}.runAsNonRoot: neither container "c" nor the pod requires a user other than root`;
const WRITES = `${AT}.readOnlyRootFilesystem: container "c" can write to its root filesystem`;
const POSTGRES = '; postgres starts as root and changes to uid 999: set runAsUser: 999 (70 in its Alpine variants)';
const DATA = '; its image writes to /var/lib/postgresql, /var/run/postgresql, /tmp';
const DIGEST = `sha256:${'0'.repeat(64)}`;

test.each<[unknown, string, string]>([
  ['postgres', POSTGRES, DATA],
  ['postgres:17-alpine', POSTGRES, DATA],
  [`docker.io/library/postgres@${DIGEST}`, POSTGRES, DATA],
  ['registry.example.com/mirror/library/postgres:17', POSTGRES, DATA],
  ['docker.io/acme/postgres', '', ''],
  ['registry.example.com/postgres', '', ''],
  ['ghcr.io/acme/api:1.4', '', ''],
  ['', '', ''],
  [undefined, '', ''],
  [5, '', ''],
  ['redis:8', '; redis starts as root and changes to uid 999: set runAsUser: 999', '; its image writes to /data'],
  ['memcached', '; the user of memcached is uid 11211 by name, which the kubelet cannot check: set runAsUser: 11211', ''],
  [
    'nginx:1.29',
    '; nginx starts as root to open port 80: docker.io/nginxinc/nginx-unprivileged listens on 8080 as uid 101',
    '; its image writes to /var/cache/nginx, /var/run',
  ],
  ['nginxinc/nginx-unprivileged:1.29', '', ''],
  [
    'mysql:9',
    '; mysql starts as root and changes to uid 999: set runAsUser: 999',
    '; its image writes to /var/lib/mysql, /var/run/mysqld, /tmp',
  ],
  [
    'rabbitmq:4.2-management',
    '; rabbitmq starts as root and changes to uid 999: set runAsUser: 999 (100 in its Alpine variants)',
    '; its image writes to /var/lib/rabbitmq, /var/log/rabbitmq',
  ],
  ['haproxy:3.2', '; the user of haproxy is uid 99 by name, which the kubelet cannot check: set runAsUser: 99', ''],
  [
    'httpd:2.4',
    '; httpd starts as root and changes to www-data: set runAsUser: 33 (82 in its Alpine variants), and a port above 1023',
    '; its image writes to /usr/local/apache2/logs',
  ],
  [
    'wordpress:6',
    '; wordpress starts as root and changes to www-data: set runAsUser: 33 (82 in its Alpine variants), and a port above 1023',
    '; its image writes to /var/www/html, /var/run/apache2, /tmp',
  ],
  ['traefik:v3.7', '; traefik runs as root where no other user is set: set runAsUser, and entry points above 1023', ''],
  ['grafana/grafana:13.0', '; grafana runs as uid 472: set runAsUser: 472', '; its image writes to /var/lib/grafana'],
  [
    'jenkins/jenkins:lts',
    '; the user of jenkins is uid 1000 by name, which the kubelet cannot check: set runAsUser: 1000',
    '; its image writes to /var/jenkins_home, /tmp',
  ],
])('what is known of the image %j is said', (image, user, writes) => {
  expect(findings(runAsNonRoot, [pod(image)])).toEqual([`${ROOT}${user}`]);
  expect(findings(readOnlyRootFilesystem, [pod(image)])).toEqual([`${WRITES}${writes}`]);
});

test('what the pod says of all its containers has no hint about one of them', () => {
  const { spec, ...rest } = pod('postgres');
  const manifest = { ...rest, spec: { ...spec, securityContext: { runAsNonRoot: false } } };
  expect(findings(runAsNonRoot, [manifest])).toEqual([
    `${ROOT}${POSTGRES}`,
    'Pod shop/a spec.securityContext.runAsNonRoot: the pod allows its containers to run as root',
  ]);
});
