import { imageDigest } from '../../../../src/workloads/rules/images/image-digest';
import { imageRegistry } from '../../../../src/workloads/rules/images/image-registry';
import { imageTag } from '../../../../src/workloads/rules/images/image-tag';
import { findings, runRules } from '../../../support/findings';
import { inEachList, pod, withContainer } from '../../../support/pods';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const policy = (text: string, name = 'default') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, annotations: { 'cdk8s-hardened/image-policy': text } },
});
const stray = (image: string, name: string, allowed: string, whose = 'the image policy of namespace default') =>
  `Pod api spec.containers[0].image: the image ${image} of container "api" is ${name}, and ${whose} allows ${allowed}`;

describe('registries', () => {
  const judge = (image: unknown, registries: readonly string[]) =>
    findings(imageRegistry, [policy(JSON.stringify({ registries })), withContainer({ image })]);

  test.each([
    ['the host', 'registry.example.com/api:1', ['registry.example.com']],
    ['the host, by digest', `registry.example.com/team/api@${DIGEST}`, ['registry.example.com']],
    ['the host in capitals', 'Registry.Example.com/api', ['registry.EXAMPLE.com']],
    ['the host with its port', 'registry.example.com:5000/api:1', ['registry.example.com:5000']],
    ['a path', 'ghcr.io/acme/tools/api:1', ['quay.io', 'ghcr.io/acme']],
    ['the whole name', 'ghcr.io/acme/api:1', ['ghcr.io/acme/api']],
    ['Docker Hub, short', 'nginx', ['docker.io']],
    ['Docker Hub, short, by path', 'nginx:1', ['docker.io/library']],
    ['Docker Hub without library', 'docker.io/nginx', ['docker.io/library']],
    ['Docker Hub under its older name', 'index.docker.io/nginx', ['docker.io/library/nginx']],
    ['Docker Hub allowed under its older name', 'bitnami/redis', ['index.docker.io/bitnami']],
    ['a registry of this machine', 'localhost/api', ['localhost']],
  ])('%s is allowed', (_, image, registries) => expect(judge(image, registries)).toEqual([]));

  test.each([
    ['another host', 'quay.io/api:1', 'quay.io/api', 'registry.example.com'],
    ['a host that only ends alike', 'evil-registry.example.com/api', 'evil-registry.example.com/api', 'registry.example.com'],
    ['a host that begins alike', 'registry.example.com.evil.io/api', 'registry.example.com.evil.io/api', 'registry.example.com'],
    ['another port', 'registry.example.com:5000/api', 'registry.example.com:5000/api', 'registry.example.com'],
    ['a path that begins alike', 'ghcr.io/acme-evil/api', 'ghcr.io/acme-evil/api', 'ghcr.io/acme'],
    ['a path that is shorter', 'ghcr.io/api', 'ghcr.io/api', 'ghcr.io/acme'],
    ['a registry as a path of Docker Hub', 'acme/registry.example.com', 'docker.io/acme/registry.example.com', 'registry.example.com'],
    ['Docker Hub', 'nginx', 'docker.io/library/nginx', 'docker.io/bitnami'],
  ])('%s is not', (_, image, name, registry) => expect(judge(image, [registry])).toEqual([stray(image, name, `only ${registry}`)]));

  test('an empty list allows nothing', () =>
    expect(judge('nginx', [])).toEqual([stray('nginx', 'docker.io/library/nginx', 'no registry')]));
  test('what is not a name is unknown', () =>
    expect(judge('${IMAGE}', ['docker.io'])).toEqual([
      '? Pod api spec.containers[0].image: "${IMAGE}" of container "api" is not the name of an image',
    ]));

  test('each list, and image volumes', () => {
    const [container, volume] = [
      inEachList({ image: 'quay.io/x' }),
      pod({ containers: [], volumes: [{ name: 'models', image: { reference: 'quay.io/models' } }] }),
    ];
    expect(findings(imageRegistry, [policy('registries: [ghcr.io]'), container, volume])).toEqual([
      stray('quay.io/x', 'quay.io/x', 'only ghcr.io'),
      stray('quay.io/x', 'quay.io/x', 'only ghcr.io')
        .replace('containers[0]', 'ephemeralContainers[0]')
        .replace('container "api"', 'ephemeral container "debug"'),
      stray('quay.io/x', 'quay.io/x', 'only ghcr.io')
        .replace('containers[0]', 'initContainers[0]')
        .replace('container "api"', 'init container "setup"'),
      'Pod api spec.volumes[0].image.reference: the image quay.io/models of volume "models" is quay.io/models, and the image policy '
        + 'of namespace default allows only ghcr.io',
    ]);
  });
});

describe('which policy holds', () => {
  const judged = (manifests: object[], registries?: string[]) =>
    runRules(imageRegistry, manifests, { options: { registries } }).tally[0]!.subjects;

  test.each<readonly [string, object[], string[] | undefined, number]>([
    ['none', [pod()], undefined, 0],
    ['a Namespace without annotation', [pod(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }], undefined, 0],
    ['that of another namespace', [pod(), policy('registries: [ghcr.io]', 'other')], undefined, 0],
    ['one that names no registries', [pod(), policy('digest: true')], undefined, 0],
    ['that of its namespace', [pod(), policy('registries: [ghcr.io]')], undefined, 1],
    ['that of the run', [pod()], ['ghcr.io'], 1],
  ])('%s', (_, manifests, run, subjects) => expect(judged(manifests, run)).toBe(subjects));

  test("all of them: the run's, and those of two manifests of one Namespace", () => {
    const manifests = [
      policy('registries: [ghcr.io/acme]'),
      policy('registries: [quay.io]'),
      withContainer({ image: 'ghcr.io/other/api:1' }),
    ];
    expect(findings(imageRegistry, manifests, { options: { registries: ['ghcr.io'] } })).toEqual([
      stray('ghcr.io/other/api:1', 'ghcr.io/other/api', 'only ghcr.io/acme'),
      stray('ghcr.io/other/api:1', 'ghcr.io/other/api', 'only quay.io'),
    ]);
    expect(findings(imageRegistry, manifests.slice(2), { options: { registries: ['quay.io'] } })).toEqual([
      stray('ghcr.io/other/api:1', 'ghcr.io/other/api', 'only quay.io', 'the image policy of this run'),
    ]);
  });
});

describe('a policy that cannot be read is a violation of its Namespace, and pods are not judged by it', () => {
  test.each([
    ['no YAML', '[', 'it is not a mapping in YAML'],
    ['empty', '', 'it is not a mapping in YAML'],
    ['a text', 'ghcr.io', 'it is not a mapping in YAML'],
    ['two documents', 'digest: true\n---\ndigest: true', 'it is not a mapping in YAML'],
    ['a misspelt key', 'registry: [ghcr.io]', '"registry" is not one of registries, digest and refusedTags'],
    ['registries that are not list', 'registries: ghcr.io', 'registries is a string, not a list'],
    ['null registries', 'registries:', 'registries is null, not a list'],
    [
      'a registry that is none',
      'registries: [ghcr]',
      '"ghcr" does not begin with the host of a registry; for Docker Hub that is docker.io',
    ],
    ['a registry that is not a string', 'registries: [5]', '5 is not a string'],
    ['a digest that is not a boolean', 'digest: "yes"', 'digest is a string, not a boolean'],
    ['tags that are not list', 'refusedTags: main', 'refusedTags is not a list of strings'],
    ['a tag that is not a string', 'refusedTags: [1]', 'refusedTags is not a list of strings'],
  ])('%s', (_, text, fault) => {
    expect(findings([imageRegistry, imageTag], [policy(text), pod()])).toEqual([
      'workloads/image-registry Namespace default metadata.annotations["cdk8s-hardened/image-policy"]: the image policy of namespace '
        + `default holds for nothing: ${fault}`,
    ]);
  });
});

test('tags that a policy refuses', () => {
  const judge = (image: string, refusedTags?: string[]) =>
    findings(imageTag, [policy('refusedTags: [main, "1"]'), withContainer({ image })], { options: { refusedTags } });
  const refused = (image: string, tag: string, whose: string) => [
    `Pod api spec.containers[0].image: the image ${image} of container "api" has the tag ${tag}, which ${whose} forbids`,
  ];
  expect(judge('api:main')).toEqual(refused('api:main', 'main', 'the image policy of namespace default'));
  expect(judge('api:1')).toEqual(refused('api:1', '1', 'the image policy of namespace default'));
  expect(judge('api:dev', ['dev'])).toEqual(refused('api:dev', 'dev', 'the image policy of this run'));
  expect(judge('api:mainline')).toEqual([]);
  expect(judge(`api:main@${DIGEST}`)).toEqual([]);
  expect(judge('api')).toEqual(['Pod api spec.containers[0].image: the image api of container "api" has no tag, which means latest']);
});

test('a policy that leaves digests open does not excuse their lack', () => {
  expect(findings(imageDigest, [policy('{ registries: [docker.io], digest: false }'), withContainer({ image: 'api:1' })])).toEqual([
    'Pod api spec.containers[0].image: the image api:1 of container "api" has no digest',
  ]);
});
