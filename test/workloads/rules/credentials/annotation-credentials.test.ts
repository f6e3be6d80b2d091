import { annotationCredentials } from '../../../../src/workloads/rules/credentials/annotation-credentials';
import { pod, table } from '../../../support/pods';

const service = (annotations: unknown) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', annotations } });
const at = (key: string, message: string) => `Service db metadata.annotations["${key}"]: ${message}`;
const HASH = `admin:$apr1$${'x'.repeat(8)}$${'y'.repeat(22)}`;

describe('workloads/annotation-credentials', () =>
  table(annotationCredentials, [
    [
      'by name',
      service({ 'example.com/password': 'hunter2', 'example.com/api-key-v2': 'abcd1234' }),
      [
        at('example.com/api-key-v2', 'the annotation "example.com/api-key-v2" is a credential in plain text'),
        at('example.com/password', 'the annotation "example.com/password" is a credential in plain text'),
      ],
    ],
    [
      'in a list of words, in a command and in a snippet',
      service({
        'pre.hook.backup.velero.io/command': '["/bin/sh", "-c", "mysqldump -uroot -phunter2 app > /b"]',
        'post.hook.backup.velero.io/command': '["redis-cli", "-a", "hunter22", "bgsave and wait"]',
        'example.com/probe': 'curl -u admin:hunter2 http://localhost/',
        'nginx.ingress.kubernetes.io/configuration-snippet': 'proxy_set_header Authorization "Basic YWRtaW46aHVudGVyMg==";',
        'example.com/users': HASH,
        'example.com/url': 'postgres://app:hunter2@db/app',
      }),
      [
        at('example.com/probe', 'the option -u of curl in the annotation "example.com/probe" is a credential in plain text'),
        at('example.com/url', 'the annotation "example.com/url" holds a URL with a password'),
        at('example.com/users', 'the annotation "example.com/users" holds a password hash'),
        at(
          'nginx.ingress.kubernetes.io/configuration-snippet',
          'the annotation "nginx.ingress.kubernetes.io/configuration-snippet" holds a user and a password in base64',
        ),
        at(
          'post.hook.backup.velero.io/command',
          'the option -a of redis-cli in the annotation "post.hook.backup.velero.io/command" is a credential in plain text',
        ),
        at(
          'pre.hook.backup.velero.io/command',
          'the option -p of mysqldump in the annotation "pre.hook.backup.velero.io/command" is a credential in plain text',
        ),
      ],
    ],
    [
      'of the pods that it makes',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'api' },
        spec: { template: { metadata: { annotations: { 'example.com/token': 'abcd1234' } }, spec: {} } },
      },
      [
        'Deployment api spec.template.metadata.annotations["example.com/token"]: '
          + 'the annotation "example.com/token" is a credential in plain text',
      ],
    ],
    [
      'of a Pod, once',
      pod({}, { annotations: { token: 'abcd1234' } }),
      ['Pod api metadata.annotations.token: the annotation "token" is a credential in plain text'],
    ],
    [
      'what is put in later',
      service({ 'example.com/password': '${PASSWORD}' }),
      [`? ${at('example.com/password', 'the annotation "example.com/password" is a credential that is put in later')}`],
    ],
    [
      'names of Secrets, sums, paths, switches and texts',
      service({
        'nginx.ingress.kubernetes.io/auth-secret': 'basicusers',
        'nginx.ingress.kubernetes.io/auth-tls-secret': 'shop/clients',
        'vault.hashicorp.com/agent-inject-secret-db': 'database/creds/db',
        'vault.hashicorp.com/agent-inject-token': 'true',
        'checksum/password': 'abcd',
        'example.com/password': 'd41d8cd98f00b204e9800998ecf8427e',
        'eks.amazonaws.com/token-expiration': '86400',
        'example.com/password-file': '/run/secrets/db',
        'description': 'Change the password: see the wiki',
        'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"password":"hunter2"}}',
        'pre.hook.backup.velero.io/command': '["/bin/sh", "-c", "mysqldump -uroot -p$PASSWORD app"]',
        'example.com/list': '[not json at all',
        'example.com/empty-password': '',
      }),
      [],
    ],
    ['unset, null and empty', [service(undefined), service(null), service({})], []],
  ]));
