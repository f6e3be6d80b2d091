import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { HardenedApp } from '../../src/app';
import { flagNames } from '../../src/kubernetes/components/flags/catalogue';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { hostileTexts } from '../support/hostile-texts';
import { describeProof } from '../support/requirements';
import type { Manifest, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { kubeApiServer } from './support/kube-apiserver-build';

/** What a key of a ConfigMap may look like, and YAML takes for something else. */
const KEYS = [
  'y',
  'no',
  'on',
  'null',
  'true',
  '017',
  '0o17',
  '0X1f',
  '1_000',
  '1e3',
  '.inf',
  '-.inf',
  '.nan',
  '2001-01-01',
  '0b11',
  '-1',
  '-',
  '--',
];

/** cdk8s throws for the one and drops the other. */
const NAMES = hostileTexts.filter((text) => text.length < 500 && text !== 'constructor' && text !== '__proto__');

const THINGS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Thing', plural: 'things' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', properties: { spec: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } },
        },
      },
    ],
  },
};

describeProof('what an app writes, on a real API server', requireCluster(), () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start('written-manifests');
    await cluster.makeNamespace('shop');
    const { status, body } = await cluster.admin.create(THINGS);
    if (status !== 201) throw new Error(body.message);
    await until(() => cluster.admin.request('GET', '/apis/example.com/v1/namespaces/shop/things'));
  });
  afterAll(() => cluster?.stop());

  async function until(ask: () => Promise<Reply>): Promise<void> {
    for (let tries = 0; (await ask()).status !== 200; tries++) {
      if (tries === 300) throw new Error('the API server does not serve what was created');
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  /** The documents of the file that an app writes, as texts. */
  function written(make: (chart: Chart) => ApiObject[]): { text: string; checked: any }[] {
    const outdir = fs.mkdtempSync(join(cluster.folder, 'app-'));
    const app = new HardenedApp({ outdir, kubernetes: cluster.release.minor, asOf: '2026-11-30', profile: 'pss-baseline', noConfig: true });
    const objects = make(new Chart(app, 'chart', { namespace: 'shop' }));
    app.synth();
    const { documents, faults } = readYaml(fs.readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8'));
    expect([faults, documents.length]).toEqual([[], objects.length]);
    return documents.map(({ text }, index) => ({ text, checked: objects[index]!.toJson() }));
  }

  const post = (path: string, text: string) =>
    cluster.admin.request('POST', path, {
      query: { fieldValidation: 'Strict' },
      headers: { 'content-type': 'application/yaml' },
      body: text,
    });

  guarantee('HardenedApp', 'keys and texts that YAML takes for something else arrive on the API server as they were checked', async () => {
    const maps = written((chart) => [
      ...hostileTexts.map(
        (text, index) =>
          new ApiObject(chart, `text-${index}`, {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: `text-${index}`, annotations: { 'example.com/text': text } },
            data: { text },
          }),
      ),
      new ApiObject(chart, 'keys', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'keys', annotations: Object.fromEntries(KEYS.filter((key) => /^[a-z\d]/i.test(key)).map((key) => [key, key])) },
        data: Object.fromEntries(KEYS.map((key) => [key, key])),
      }),
    ]);
    const different: unknown[] = [];
    for (const { text, checked } of maps) {
      const sent = await post('/api/v1/namespaces/shop/configmaps', text);
      const { body } = sent.status === 201 ? await cluster.admin.read(checked as Manifest) : sent;
      const read = { data: body.data, annotations: body.metadata?.annotations };
      const wanted = { data: checked.data, annotations: checked.metadata.annotations };
      if (JSON.stringify(read) !== JSON.stringify(wanted)) different.push({ status: sent.status, message: body.message, read, wanted });
    }
    expect(different).toEqual([]);
    expect(maps.length).toBeGreaterThan(200);
  });

  guarantee('HardenedApp', 'hostile keys of custom resources arrive on the API server as they were checked', async () => {
    const things = written((chart) =>
      NAMES.map(
        (name, index) =>
          new ApiObject(chart, `thing-${index}`, {
            apiVersion: 'example.com/v1',
            kind: 'Thing',
            metadata: { name: `thing-${index}` },
            spec: { [name]: { [name]: [name, { [name]: name }] }, other: [name] },
          }),
      ),
    );
    const different: unknown[] = [];
    for (const { text, checked } of things) {
      const sent = await post('/apis/example.com/v1/namespaces/shop/things', text);
      const { body } = sent.status === 201 ? await cluster.admin.read(checked as Manifest) : sent;
      try {
        expect(body.spec).toEqual(checked.spec);
      } catch {
        different.push({ status: sent.status, message: body.message, read: body.spec, wanted: checked.spec });
      }
    }
    expect(different).toEqual([]);
    expect(things.length).toBeGreaterThan(200);
  });

  guarantee('HardenedControlPlane', 'the flags that are taken are those of kube-apiserver', () => {
    const program = kubeApiServer(cluster.release);
    const said = (...args: string[]) => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 24 });
    const { stdout } = said('--help');
    const listed = [...stdout.matchAll(/^ +(?:-\w, )?--([a-z\d-]+)/gm)].map(([, flag]) => flag!);
    const taken = new Set(flagNames('kube-apiserver', parseMinor(cluster.release.minor)));
    expect(listed.filter((flag) => !taken.has(flag))).toEqual([]);
    // The others are taken, and not listed since they are deprecated.
    const unknown: string[] = [];
    for (const flag of [...taken].filter((name) => !listed.includes(name))) {
      const { stderr } = said(`--${flag}=1`, '--version');
      if (stderr.includes('unknown flag')) unknown.push(flag);
    }
    expect([unknown, taken.size - listed.length]).toEqual([[], 5]);
  });
});
