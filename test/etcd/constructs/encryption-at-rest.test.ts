import { App } from 'cdk8s';
import { Construct } from 'constructs';
import {
  EncryptionAtRest,
  EncryptionProvider,
  EncryptionStep,
  type EncryptionAtRestProps,
  type EncryptionKey,
  type KmsPluginProps,
} from '../../../src/etcd';
import { etcdRules } from '../../../src/etcd/rules';
import { readYaml } from '../../../src/text/yaml/yaml';
import { findings } from '../../support/findings';

const key = (name: string): EncryptionKey => ({ name, placeholder: `\${KEY_${name.toUpperCase()}}` });
const one = EncryptionProvider.secretbox(key('one'));
const two = EncryptionProvider.secretbox(key('two'));
const vault = EncryptionProvider.kms({ name: 'vault', socket: '/run/kms-vault/plugin.sock' });
const ONE = { secretbox: { keys: [{ name: 'one', secret: '${KEY_ONE}' }] } };
const TWO = { secretbox: { keys: [{ name: 'two', secret: '${KEY_TWO}' }] } };
const VAULT = { kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///run/kms-vault/plugin.sock', timeout: '3s' } };

const make = (props: Partial<EncryptionAtRestProps> = {}) =>
  new EncryptionAtRest(new Construct(new App(), 'nodes'), 'encryption', { provider: one, ...props });
const parsed = (text: string): any => readYaml(text).documents[0]!.value;
const entry = (made: EncryptionAtRest): any => parsed(made.configFile.content).resources[0];

test('Secrets are encrypted, and what was there in plaintext is read', () => {
  const made = make();
  expect(parsed(made.configFile.content)).toEqual({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [ONE, { identity: {} }] }],
  });
  const { path, mode, owner, nodes } = made.configFile;
  expect({ path, mode, owner, nodes }).toEqual({
    path: '/etc/kubernetes/encryption/config.yaml',
    mode: '0600',
    owner: 'root:root',
    nodes: ['control-plane'],
  });
  expect(made.apiServerFlags).toEqual({
    'encryption-provider-config': '/etc/kubernetes/encryption/config.yaml',
    'encryption-provider-config-automatic-reload': 'true',
  });
});

test('the API server gets folders: of the file, and of the sockets, also of a plugin that is only read', () => {
  const mount = (name: string, folder: string, pathType: string) => ({
    name,
    hostPath: folder,
    mountPath: folder,
    readOnly: true,
    pathType,
  });
  const kms = mount('kms-1', '/run/kms-vault', 'DirectoryOrCreate');
  expect(make({ previous: [vault] }).hostPathMounts).toEqual([mount('encryption', '/etc/kubernetes/encryption', 'Directory'), kms]);
  expect(make({ provider: vault, path: '/etc/kubernetes/pki/encryption.yaml' }).hostPathMounts).toEqual([kms]);
  const second = EncryptionProvider.kms({ name: 'second', socket: '/run/kms-vault/second.sock' });
  expect(make({ provider: vault, previous: [second], path: '/etc/kubernetes/pki/encryption.yaml' }).hostPathMounts).toEqual([kms]);
});

describe('providers', () => {
  test.each<[EncryptionProvider, object]>([
    [vault, VAULT],
    [
      EncryptionProvider.kms({ name: 'v', socket: '/run/kms/s', timeoutSeconds: 10 }),
      { kms: { apiVersion: 'v2', name: 'v', endpoint: 'unix:///run/kms/s', timeout: '10s' } },
    ],
    [EncryptionProvider.aesgcm(key('g')), { aesgcm: { keys: [{ name: 'g', secret: '${KEY_G}' }] } }],
    [EncryptionProvider.aescbc({ name: 'c', placeholder: '{{ key }}' }), { aescbc: { keys: [{ name: 'c', secret: '{{ key }}' }] } }],
  ])('%#', (provider, expected) => {
    expect(entry(make({ provider })).providers).toEqual([expected, { identity: {} }]);
  });

  test.each(['dGhpcyBpcyBubyBrZXkgb2YgYW55IGNsdXN0ZXIgISE=', '', '${A}\n', undefined as unknown as string, 5 as unknown as string])(
    'a key %j in the program is refused',
    (placeholder) => {
      for (const kind of ['secretbox', 'aesgcm', 'aescbc'] as const) {
        expect(() => EncryptionProvider[kind]({ name: 'one', placeholder })).toThrow(
          new Error(
            `EncryptionProvider.${kind}: placeholder of the key one is not a placeholder, so a key would be in this program and in what it `
              + 'writes, and anyone who reads either could decrypt backups of etcd. Write what is replaced on the nodes, such as '
              + '"${SECRETS_KEY}".',
          ),
        );
      }
    },
  );

  test.each(['', 'a:b', 'a b', '-a', 'a'.repeat(64), undefined as unknown as string])('the name %j is refused', (name) => {
    const message =
      `EncryptionProvider: the name is ${JSON.stringify(name)}, so the API server could not tell its values from others, or rejects the `
      + 'file. Write up to 63 letters, digits, ".", "_" and "-", such as "key-2026-11".';
    expect(() => EncryptionProvider.secretbox({ name, placeholder: '${A}' })).toThrow(new Error(message));
    expect(() => EncryptionProvider.kms({ name, socket: '/run/kms/s' })).toThrow(new Error(message));
  });

  test.each<[Partial<KmsPluginProps>, string]>([
    [{ socket: 'unix:///run/kms/s' }, 'socket is "unix:///run/kms/s", which is not an absolute path'],
    [{ socket: '@kms' }, 'socket is "@kms", which is not an absolute path'],
    [{ socket: '/run/kms/../s' }, 'socket is "/run/kms/../s", which is not an absolute path'],
    [{ timeoutSeconds: 0 }, 'timeoutSeconds is 0, which is not an integer from 1 to 60'],
    [{ timeoutSeconds: 1.5 }, 'timeoutSeconds is 1.5, which is not an integer from 1 to 60'],
    [{ timeoutSeconds: 61 }, 'timeoutSeconds is 61, which is not an integer from 1 to 60'],
    [{ timeoutSeconds: NaN }, 'timeoutSeconds is NaN, which is not an integer from 1 to 60'],
  ])('a plugin with %j is refused', (props, fact) => {
    expect(() => EncryptionProvider.kms({ name: 'v', socket: '/run/kms/s', ...props })).toThrow(`EncryptionProvider.kms: ${fact}, so `);
  });
});

describe('resources', () => {
  test.each<[string[], string[]]>([
    [[], ['secrets']],
    [
      ['configmaps', 'widgets.example.com'],
      ['secrets', 'configmaps', 'widgets.example.com'],
    ],
    [['*.example.com'], ['secrets', '*.example.com']],
    [['*.'], ['*.']],
    [['*.*'], ['*.*']],
    [['secrets'], ['secrets']],
  ])('%j', (resources, expected) => {
    const made = make({ resources });
    expect(entry(made).resources).toEqual(expected);
    const { path, content } = made.configFile;
    expect(findings(etcdRules, content, { files: [{ path, content, origin: { hostPath: path } }] })).toEqual([]);
  });

  test.each<[string[], string]>([
    [['*'], 'resources names "*", which is not a resource'],
    [[''], 'resources names "", which is not a resource'],
    [['ConfigMaps'], 'resources names "ConfigMaps", which is not a resource'],
    [['configmaps.*'], 'resources names "configmaps.*", which names a resource of all groups'],
    [['serviceipallocations'], 'resources names "serviceipallocations", which is kept by the API server for itself'],
    [['events.events.k8s.io'], 'resources names "events.events.k8s.io", which is stored as events of the core group'],
    [['ingresses.extensions'], 'resources names "ingresses.extensions", which is in a group that Kubernetes no longer has'],
    [['configmaps', 'configmaps.'], 'resources names "configmaps" and "configmaps.", which overlap'],
    [['*.', 'configmaps'], 'resources names "*." and "configmaps", which overlap'],
    [['*.*', 'a.b.c'], 'resources names "*.*" and "a.b.c", which overlap'],
    [['*.example.com', 'widgets.example.com'], 'resources names "*.example.com" and "widgets.example.com", which overlap'],
  ])('%j is refused', (resources, fact) => {
    expect(() => make({ resources })).toThrow(`nodes/encryption: ${fact}, so the API server rejects the configuration. `);
  });
});

describe('rotation', () => {
  test('of a key: the new one is known, writes, and is left alone', () => {
    const { rotation } = make({ provider: two, previous: [one], resources: ['widgets.example.com', '*.apps', 'configmaps'] });
    expect(rotation.map(({ step, configuration }) => [step, parsed(configuration).resources[0].providers])).toEqual([
      [EncryptionStep.READ, [ONE, TWO]],
      [EncryptionStep.WRITE, [TWO, ONE]],
      [EncryptionStep.FINISH, [TWO]],
    ]);
    expect(rotation[1]!.actions.slice(1)).toEqual([
      'kubectl get secrets --all-namespaces -o json | kubectl replace -f -',
      'kubectl get widgets.example.com --all-namespaces -o json | kubectl replace -f -',
      'kubectl api-resources --api-group=apps --verbs=list,update -o name | while read -r each; do '
        + 'kubectl get "$each" --all-namespaces -o json | kubectl replace -f -; done',
      'kubectl get configmaps --all-namespaces -o json | kubectl replace -f -',
    ]);
  });

  test.each([EncryptionStep.READ, EncryptionStep.WRITE, EncryptionStep.FINISH])('the file is that of the step %s', (step) => {
    const made = make({ provider: vault, previous: [one, EncryptionProvider.unencrypted()], step });
    expect(made.configFile.content).toBe(made.rotation.find((each) => each.step === step)!.configuration);
    const { path, content } = made.configFile;
    expect(findings(etcdRules, content, { files: [{ path, content, origin: { hostPath: path } }] })).toEqual([]);
  });

  test('what else was there before is read to the end', () => {
    const { rotation } = make({ provider: vault, previous: [one, EncryptionProvider.unencrypted()] });
    expect(rotation.map(({ configuration }) => parsed(configuration).resources[0].providers)).toEqual([
      [ONE, VAULT, { identity: {} }],
      [VAULT, ONE, { identity: {} }],
      [VAULT],
    ]);
  });

  test('from plaintext it has no first step without a reason', () => {
    expect(make().rotation.map(({ step }) => step)).toEqual([EncryptionStep.WRITE, EncryptionStep.FINISH]);
    const { rotation } = make({ unsafePlaintextReason: 'three API servers' });
    expect(rotation[0]!.configuration).toMatch(/^# cdk8s-hardened\/reason: three API servers\napiVersion: /);
    expect(parsed(rotation[0]!.configuration).resources[0].providers).toEqual([{ identity: {} }, ONE]);
    expect(rotation[1]!.configuration).not.toContain('three');
  });
});

test.each<[string, Partial<EncryptionAtRestProps>, string]>([
  [
    'plaintext as the provider',
    { provider: EncryptionProvider.unencrypted() },
    'provider is EncryptionProvider.unencrypted(), so Secrets would be stored in plaintext. Use EncryptionProvider.kms or '
      + 'EncryptionProvider.secretbox.',
  ],
  [
    'a key twice',
    { previous: [two, EncryptionProvider.secretbox(key('one'))] },
    'secretbox one is there twice, so the API server would reject the file, or take the wrong key. Give every key and plugin a name of its '
      + 'own.',
  ],
  [
    'plaintext first, without a reason',
    { step: EncryptionStep.READ },
    'step is EncryptionStep.READ and nothing is encrypted yet, so Secrets would be stored in plaintext until the next step. Leave out '
      + 'step, or say in unsafePlaintextReason why API servers have to read the file before they encrypt.',
  ],
  [
    'no previous provider to write',
    { step: EncryptionStep.READ, previous: [] },
    'step is EncryptionStep.READ and previous is empty, so nothing could write. Name what wrote before, or leave out step.',
  ],
  [
    'a reason that nothing needs',
    { previous: [two], unsafePlaintextReason: 'x' },
    'unsafePlaintextReason is given and no step writes plaintext, so it would accept plaintext later, unseen. Remove the reason.',
  ],
])('refused: %s', (_, props, message) => {
  expect(() => make(props)).toThrow(new Error(`nodes/encryption: ${message}`));
});

test.each(['/etc/kubernetes/config.yaml', '/etc/e.yaml', '/e.yaml', '/var/lib/e.yaml', '/var/lib/etcd/e.yaml', '/run/e.yaml'])(
  'a folder that holds other things is refused: %s',
  (path) => {
    const message = (what: string) =>
      `nodes/encryption: ${what} is ${path}, in a folder that holds other things, so the API server, which gets the folder, could read all `
      + 'that is in it. Use a folder of its own, such as /etc/kubernetes/encryption or /run/kms-vault.';
    expect(() => make({ path })).toThrow(new Error(message('path')));
    expect(() => make({ provider: EncryptionProvider.kms({ name: 'v', socket: path }) })).toThrow(new Error(message('the socket')));
  },
);

test('lists of the caller are copied', () => {
  const [previous, resources, nodes] = [[two], ['configmaps'], ['masters']];
  const made = make({ previous, resources, nodes });
  previous.push(vault);
  resources.push('pods');
  nodes.push('workers');
  expect(entry(made)).toEqual({ resources: ['secrets', 'configmaps'], providers: [ONE, TWO] });
  expect(made.configFile.nodes).toEqual(['masters']);
});
