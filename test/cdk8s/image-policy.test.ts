import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { HardenedApp, Hardening, type HardenedAppProps } from '../../src/app';
import { ImagePolicy } from '../../src/cdk8s/image-policy';
import { check } from '../../src/cli/check/check';
import { Severity } from '../../src/engine/severity';
import { IsolatedNamespace } from '../../src/namespaces';
import { layersOf } from '../support/layers';

let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'image-policy-'));
});
afterEach(() => fs.rmSync(outdir, { recursive: true }));

describe('ImagePolicy', () => {
  test('asks for digests, and nothing else, by itself', () => {
    const policy = ImagePolicy.of({});
    expect([policy.registries, policy.requireDigest, policy.refusedTags]).toEqual([undefined, true, []]);
  });

  test('keeps its lists to itself, in full form', () => {
    const [registries, refusedTags] = [
      ['ghcr.io/acme', 'index.docker.io/library', 'ghcr.io/acme'],
      ['trial', 'dev', 'trial'],
    ];
    const policy = ImagePolicy.of({ registries, refusedTags, requireDigest: false });
    registries.push('quay.io');
    refusedTags.push('x');
    policy.registries!.push('quay.io');
    policy.refusedTags.push('x');
    expect([policy.registries, policy.requireDigest, policy.refusedTags]).toEqual([
      ['docker.io/library', 'ghcr.io/acme'],
      false,
      ['dev', 'trial'],
    ]);
  });

  const remedy = 'Write the host of a registry, and a path if you like: "registry.example.com", "ghcr.io/acme", "docker.io/library".';
  test.each([
    [
      'a short name',
      { registries: ['library'] },
      'ImagePolicy: "library" does not begin with the host of a registry; for Docker Hub that is docker.io, so no image is meant by '
        + `it. ${remedy}`,
    ],
    [
      'empty',
      { registries: [''] },
      `ImagePolicy: "" does not begin with the host of a registry; for Docker Hub that is docker.io, so no image is meant by it. ${remedy}`,
    ],
    [
      'a URL',
      { registries: ['https://ghcr.io'] },
      `ImagePolicy: "https://ghcr.io" is a URL, and names of images have no scheme, so no image is meant by it. ${remedy}`,
    ],
    [
      'a wildcard',
      { registries: ['*.example.com'] },
      `ImagePolicy: "*.example.com" has a wildcard, which is not known here, so no image is meant by it. ${remedy}`,
    ],
    [
      'a slash at the end',
      { registries: ['ghcr.io/'] },
      `ImagePolicy: "ghcr.io/" is not a registry and no path within one, so no image is meant by it. ${remedy}`,
    ],
    [
      'a host that is none',
      { registries: ['ghcr..io'] },
      `ImagePolicy: "ghcr..io" is not a registry and no path within one, so no image is meant by it. ${remedy}`,
    ],
    [
      'a path that is none',
      { registries: ['ghcr.io/Acme'] },
      `ImagePolicy: "ghcr.io/Acme" is not a registry and no path within one, so no image is meant by it. ${remedy}`,
    ],
    [
      'a tag',
      { registries: ['ghcr.io/acme/api:1'] },
      `ImagePolicy: "ghcr.io/acme/api:1" has a tag or digest, so no image is meant by it. ${remedy}`,
    ],
    [
      'no registry',
      { registries: [] },
      'ImagePolicy: registries is an empty list, so no image could run. Leave it out to allow any, or name the registries.',
    ],
    [
      'registries that are not list',
      { registries: 'ghcr.io' as unknown as string[] },
      'ImagePolicy: registries is a string, not a list, so it names nothing. Write a list.',
    ],
    [
      'tags that are not list',
      { refusedTags: 'main' as unknown as string[] },
      'ImagePolicy: refusedTags is a string, not a list, so it names nothing. Write a list.',
    ],
    [
      'a digest that is neither asked for nor not',
      { requireDigest: null as unknown as boolean },
      'ImagePolicy: requireDigest is null, not a boolean, so it decides nothing. Write true or false, or leave it out.',
    ],
    [
      'a misspelt property',
      { registry: ['ghcr.io'] } as object,
      'ImagePolicy: "registry" is not one of its properties, so it has no effect. Write registries, requireDigest or refusedTags.',
    ],
    [
      'a tag that is none',
      { refusedTags: ['a b'] },
      'ImagePolicy: "a b" is not a tag, so no image can have it. Write a tag such as "main".',
    ],
  ])('refuses %s', (_, props, message) => expect(() => ImagePolicy.of(props)).toThrow(new Error(message)));
});

const IMAGES = { allowed: 'ghcr.io/acme/api:1', elsewhere: 'ghcr.io/other/api:1', short: 'nginx:trial' };

function fill(chart: Chart): void {
  for (const [name, image] of Object.entries(IMAGES)) {
    new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name, image }] } });
  }
}

const hardenedApp = (props: Partial<HardenedAppProps>) =>
  new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-restricted', outdir, ...props });
const found = (hardening: Hardening) =>
  hardening
    .check()
    .findings.filter(({ rule }) => rule.startsWith('workloads/image-'))
    .map(({ rule, construct, message }) => `${rule} ${construct}: ${message}`);

test('properties alone are not policy', () => {
  expect(() => hardenedApp({ imagePolicy: { registries: ['ghcr.io'] } as unknown as ImagePolicy })).toThrow(
    new Error('cdk8s-hardened: imagePolicy is not an ImagePolicy, so images would not be checked. Write ImagePolicy.of({ … }).'),
  );
});

test('the policy of an app holds for every pod, in every profile', () => {
  const app = hardenedApp({ imagePolicy: ImagePolicy.of({ registries: ['ghcr.io/acme'], refusedTags: ['trial'], requireDigest: false }) });
  fill(new Chart(app, 'chart'));
  const expected = [
    'workloads/image-registry chart/elsewhere: the image ghcr.io/other/api:1 of container "elsewhere" is ghcr.io/other/api, and the '
      + 'image policy of this run allows only ghcr.io/acme',
    'workloads/image-registry chart/short: the image nginx:trial of container "short" is docker.io/library/nginx, and the image '
      + 'policy of this run allows only ghcr.io/acme',
    'workloads/image-tag chart/short: the image nginx:trial of container "short" has the tag trial, which the image policy of this '
      + 'run forbids',
  ];
  expect(found(app.hardening).sort()).toEqual(expected);
  expect(() => app.synth()).toThrow('3 violations');
  const plain = new App({ outdir });
  const hardening = Hardening.enforce(plain, {
    kubernetes: '1.36',
    asOf: '2026-11-23',
    profile: 'pss-baseline',
    imagePolicy: ImagePolicy.of({}),
  });
  fill(new Chart(plain, 'chart'));
  expect(found(hardening)).toEqual(
    Object.entries(IMAGES)
      .map(([name, image]) => `workloads/image-digest chart/${name}: the image ${image} of container "${name}" has no digest`)
      .sort(),
  );
});

describe('IsolatedNamespace', () => {
  const namespaceIn = (app: App, imagePolicy?: ImagePolicy) =>
    new IsolatedNamespace(app, 'shop', { informationSystem: 'shop', imagePolicy });
  const annotations = (namespace: IsolatedNamespace) => namespace.namespaceObject.metadata.toJson().annotations;
  const key = 'cdk8s-hardened/image-policy';

  test('has no annotation where there is no policy', () => expect(annotations(namespaceIn(new App({ outdir })))).toBeUndefined());

  test("keeps its own, the app's, or what both ask for", () => {
    const app = () =>
      hardenedApp({
        imagePolicy: ImagePolicy.of({ registries: ['ghcr.io/acme', 'quay.io'], refusedTags: ['trial'], requireDigest: false }),
      });
    const own = ImagePolicy.of({ registries: ['ghcr.io', 'quay.io/team', 'gcr.io'], refusedTags: ['dev'] });
    expect(annotations(namespaceIn(new App({ outdir }), own))).toEqual({
      [key]: '{"registries":["gcr.io","ghcr.io","quay.io/team"],"digest":true,"refusedTags":["dev"]}',
    });
    expect(annotations(namespaceIn(app()))).toEqual({
      [key]: '{"registries":["ghcr.io/acme","quay.io"],"digest":false,"refusedTags":["trial"]}',
    });
    expect(annotations(namespaceIn(app(), own))).toEqual({
      [key]: '{"registries":["ghcr.io/acme","quay.io/team"],"digest":true,"refusedTags":["dev","trial"]}',
    });
    expect(annotations(namespaceIn(app(), ImagePolicy.of({})))).toEqual({
      [key]: '{"registries":["ghcr.io/acme","quay.io"],"digest":true,"refusedTags":["trial"]}',
    });
  });

  test("refuses a policy that the app's leaves nothing of", () => {
    const app = hardenedApp({ imagePolicy: ImagePolicy.of({ registries: ['ghcr.io'] }) });
    expect(() => namespaceIn(app, ImagePolicy.of({ registries: ['quay.io'] }))).toThrow(
      new Error(
        'shop: imagePolicy allows quay.io, and that of the app none of them, so no image could run. Allow the registries in the app too.',
      ),
    );
  });

  test('refuses the annotation from elsewhere', () => {
    expect(() => new IsolatedNamespace(new App({ outdir }), 'shop', { informationSystem: 'shop', annotations: { [key]: '{}' } })).toThrow(
      new Error(
        `shop: the annotation ${key} is set by IsolatedNamespace, so it would be overruled. Remove it, and use the property for it.`,
      ),
    );
  });

  test('is judged by the command as by the app', () => {
    const app = new App({ outdir });
    fill(namespaceIn(app, ImagePolicy.of({ registries: ['ghcr.io/acme', 'docker.io'], refusedTags: ['trial'] })));
    app.synth();
    const judge = (registries?: string[]) =>
      check({ paths: [outdir], layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', images: { registries } }) })
        .report.result.findings.filter(({ rule }) => rule === 'workloads/image-registry' || rule === 'workloads/image-tag')
        .map(({ message }) => message);
    const byNamespace = [
      'the image ghcr.io/other/api:1 of container "elsewhere" is ghcr.io/other/api, and the image policy of namespace shop allows '
        + 'only docker.io, ghcr.io/acme',
      'the image nginx:trial of container "short" has the tag trial, which the image policy of namespace shop forbids',
    ];
    expect(judge().sort()).toEqual(byNamespace);
    expect(judge(['ghcr.io']).sort()).toEqual(
      [
        ...byNamespace,
        'the image nginx:trial of container "short" is docker.io/library/nginx, and the image policy of this run allows only ghcr.io',
      ].sort(),
    );
    expect(() => judge(['ghcr.io', ''])).toThrow(
      'images.registries[1] is "", which is not a registry ("" does not begin with the host of a registry; for Docker Hub that is '
        + 'docker.io). Write the host of a registry, and a path if you like, such as registry.example.com, ghcr.io/acme or '
        + 'docker.io/library.',
    );
  });

  test("a run's registries are judged in every profile", () => {
    const app = new App({ outdir });
    fill(new Chart(app, 'chart'));
    app.synth();
    const { exitCode, report } = check({
      paths: [outdir],
      layers: layersOf({
        kubernetes: '1.37',
        profile: 'cis-1.12',
        asOf: '2026-11-23',
        failOn: Severity.HIGH,
        images: { registries: ['quay.io'] },
      }),
    });
    expect([exitCode, report.result.tally.find(({ rule }) => rule.id === 'workloads/image-registry')]).toMatchObject([
      1,
      { subjects: 3, violations: 3 },
    ]);
  });
});
