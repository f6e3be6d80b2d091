import { Scope, scopeOf } from '../../src/kubernetes/objects/kinds';
import { apiResource, builtInGroups, resourcesOf } from '../../src/kubernetes/rbac/api-resources';
import { API_VERSIONS, Served, servedBy } from '../../src/kubernetes/releases/api-versions';
import { parseMinor, RELEASES } from '../../src/kubernetes/releases/versions';
import { manifestsRules } from '../../src/manifests/rules';
import { versionsRules } from '../../src/versions/rules';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { ApiTable, type ApiResource } from './support/api-table';
import { Cluster, requireCluster } from './support/cluster';
import { inVersion, runFacts, samples, type Sample } from './support/foreign-manifests';

/** Everything that a release has: alpha and beta versions, and the resources behind feature gates. */
const EVERYTHING = { 'runtime-config': 'api/all=true', 'feature-gates': 'AllAlpha=true,AllBeta=true' };

/**
 * Plural names of kinds that some supported release does not serve in any version: the first two are gone, the others came with 1.36 and
 * 1.37.
 */
const PLURALS: Readonly<Record<string, string>> = {
  PodPreset: 'podpresets',
  PodSecurityPolicy: 'podsecuritypolicies',
  CompositePodGroup: 'compositepodgroups',
  Eviction: 'evictions',
  EvictionRequest: 'evictionrequests',
  PodGroup: 'podgroups',
  ResourcePoolStatusRequest: 'resourcepoolstatusrequests',
};

/**
 * Names that authorizers ask about and no API serves, so that discovery does not tell of them: kubelet's API, and checks within admission.
 * See src/model/api-resources.ts.
 */
const ASKED_ONLY = [
  '/nodes/checkpoint',
  '/nodes/configz',
  '/nodes/healthz',
  '/nodes/log',
  '/nodes/metrics',
  '/nodes/pods',
  '/nodes/stats',
  '/nodes/statusz',
  'authentication.k8s.io/admissionReviewAPIGroups',
  'certificates.k8s.io/certificatesigningrequests/nodeclient',
  'certificates.k8s.io/certificatesigningrequests/selfnodeclient',
  'certificates.k8s.io/signers',
  'resource.k8s.io/resourceclaims/binding',
  'resource.k8s.io/resourceclaims/driver',
];

const keyOf = ({ apiVersion, groupVersion, kind }: { apiVersion?: string; groupVersion?: string; kind: string }) =>
  `${apiVersion ?? groupVersion} ${kind}`;

describeProof('manifests of the foreign kind', requireCluster(), () => {
  let cluster: Cluster;
  let written: readonly Sample[];
  let byDefault: readonly ApiResource[];
  let everything: readonly ApiResource[];
  /** What the server of the release answered to each sample, with its defaults and with everything turned on. */
  let defaultAnswers: Map<Sample, Answer>;
  let everyAnswer: Map<Sample, Answer>;
  /** A sample for every kind that the release has in any version, and those that it does not. */
  let all: readonly Sample[];
  let unsampled: readonly string[];

  interface Answer {
    readonly status: number;
    readonly message: string;
  }

  beforeAll(async () => {
    cluster = await Cluster.start('foreign-manifests');
    await cluster.makeNamespace('shop');
    const pod = await cluster.admin.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'to-bind', namespace: 'shop' },
      spec: { containers: [{ name: 'c', image: 'c' }] },
    });
    const account = await cluster.admin.request('GET', '/api/v1/namespaces/shop/serviceaccounts/default');
    written = samples(runFacts({ caFile: cluster.authority.cert, podUid: pod.body.metadata.uid, accountUid: account.body.metadata.uid }));
    byDefault = await discover();
    await cluster.stopApiServer();
    await cluster.startApiServer(EVERYTHING);
    everything = await discover();
    fillUp();
    everyAnswer = await ask();
    await cluster.stopApiServer();
    await cluster.startApiServer();
    defaultAnswers = await ask();
  });

  afterAll(() => cluster?.stop());

  const discover = () => new ApiTable((path, accept) => cluster.admin.request('GET', path, { headers: { accept } })).resources();

  /** Adds each kind that is written in another version of its group only. */
  function fillUp(): void {
    const has = new Set(written.map(keyOf));
    const added = everything
      .filter((one) => !has.has(keyOf(one)))
      .flatMap((one) => {
        const others = written.filter(({ kind, apiVersion }) => kind === one.kind && apiVersion.replace(/\/?v\w+$/, '') === one.group);
        const other = others.find(({ apiVersion, kind }) => verdict(apiVersion, kind) !== Served.NO) ?? others[0];
        return other ? [inVersion(other, one.groupVersion)] : [];
      });
    all = [...written, ...added];
    const sampled = new Set(all.map(keyOf));
    unsampled = everything.map(keyOf).filter((key) => !sampled.has(key));
  }

  const release = () => parseMinor(cluster.release.minor);
  const verdict = (apiVersion: string, kind: string) => servedBy(release(), apiVersion, kind);

  /** The URL of the collection: by discovery, so that a 404 is never one of a path that is spelled wrongly. */
  function pathOf({ apiVersion, kind, namespace }: Sample): string {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const known = everything.find((one) => one.kind === kind && one.group === group) ?? everything.find((one) => one.kind === kind);
    const resource = known?.resource ?? PLURALS[kind];
    if (resource === undefined) throw new Error(`${apiVersion} ${kind}: its plural is not known.`);
    const namespaced = known?.namespaced ?? namespace !== undefined;
    return (
      `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}${namespaced ? `/namespaces/${namespace ?? 'shop'}` : ''}`
      + `/${resource}`
    );
  }

  /** Sends each text as it is. */
  async function ask(): Promise<Map<Sample, Answer>> {
    const answers = new Map<Sample, Answer>();
    for (const sample of all) {
      const { status, body } = await cluster.admin.request('POST', pathOf(sample), {
        body: sample.text,
        headers: { 'content-type': 'application/yaml' },
        query: { dryRun: 'All', fieldValidation: 'Strict' },
      });
      answers.set(sample, { status, message: typeof body === 'string' ? body : String(body.message ?? '') });
    }
    return answers;
  }

  const check = ({ text }: Sample) => findings([...manifestsRules, ...versionsRules], text, { kubernetes: cluster.release.minor });
  const checkedAs = (served: Served) => all.filter(({ apiVersion, kind }) => verdict(apiVersion, kind) === served);
  const notAnswered = (list: readonly Sample[], answers: Map<Sample, Answer>, ...statuses: number[]) =>
    list
      .filter((sample) => !statuses.includes(answers.get(sample)!.status))
      .map(
        (sample) => `${sample.origin}: ${sample.apiVersion} ${sample.kind}: ${answers.get(sample)!.status} ${answers.get(sample)!.message}`,
      );

  test('there is a manifest of every kind in every version, except those that nobody can create', () => {
    expect(unsampled).toEqual(everything.filter(({ verbs }) => !verbs.includes('create')).map(keyOf));
    expect(unsampled).toEqual(['v1 ComponentStatus']);
  });

  guarantee(
    ['versions/served-api-version', 'manifests/duplicate-keys'],
    "of more than 100 manifests over all built-in kinds, what check passes for the release is accepted by the API server's dry-run "
      + 'with strict fields',
    () => {
      const passed = checkedAs(Served.YES);
      expect(passed.flatMap(check)).toEqual([]);
      expect(notAnswered(passed, defaultAnswers, 201)).toEqual([]);
      expect(passed.length).toBeGreaterThanOrEqual(100);
      expect(all.length).toBeGreaterThanOrEqual(150);
      const count = (served: Served) => checkedAs(served).length;
      process.stdout.write(
        `Kubernetes ${cluster.release.version}: ${count(Served.YES)} manifests accepted, ${count(Served.ON_REQUEST)} accepted on `
          + `request, ${count(Served.NO)} removed or not there yet\n`,
      );
    },
  );

  guarantee(
    'versions/served-api-version',
    'what check reports as unknown, alpha and beta versions, the API server does not serve with its defaults, '
      + 'and accepts when it is told to',
    () => {
      const undecided = checkedAs(Served.ON_REQUEST);
      for (const sample of undecided) {
        expect(check(sample)).toEqual([
          expect.stringMatching(/^\? versions\/served-api-version .*only where --runtime-config turns it on/),
        ]);
      }
      expect(notAnswered(undecided, defaultAnswers, 404)).toEqual([]);
      expect(notAnswered(undecided, everyAnswer, 201)).toEqual([]);
      expect(undecided.length).toBeGreaterThanOrEqual(20);
    },
  );

  guarantee(
    'versions/served-api-version',
    'what check calls removed or not served yet is not found on the API server, even when all that it has is turned on',
    () => {
      const refused = checkedAs(Served.NO);
      for (const sample of refused) {
        expect(check(sample)).toEqual([
          expect.stringMatching(/^versions\/served-api-version .*(was removed in|does not serve .* yet|has no resource for)/),
        ]);
      }
      expect(notAnswered(refused, everyAnswer, 404)).toEqual([]);
      expect(refused.length).toBeGreaterThanOrEqual(17);
    },
  );

  guarantee(
    'versions/served-api-version',
    "the kinds and versions that our table calls served are those of the API server's discovery, by default and with everything turned on",
    () => {
      const ours = (...kinds: Served[]) =>
        API_VERSIONS.filter(({ apiVersion, kind }) => kinds.includes(verdict(apiVersion, kind)))
          .map(keyOf)
          .sort();
      expect(ours(Served.YES)).toEqual(byDefault.map(keyOf).sort());
      expect(ours(Served.YES, Served.ON_REQUEST)).toEqual(everything.map(keyOf).sort());
    },
  );

  guarantee(
    'versions/served-api-version',
    "of no removed version does the API server's discovery tell, even with everything turned on",
    async () => {
      const removed = API_VERSIONS.filter(
        ({ apiVersion, kind, removed: gone }) => gone !== undefined && verdict(apiVersion, kind) === Served.NO,
      ).map(keyOf);
      const served = new Set(everything.map(keyOf));
      expect(removed.filter((key) => served.has(key))).toEqual([]);
      expect(removed.length).toBeGreaterThanOrEqual(60);
    },
  );

  guarantee('LeastPrivilegeRole', "the resources, subresources and scopes that we know are those of the API server's discovery", () => {
    const served = new Map(
      everything.flatMap(({ group, resource, namespaced, subresources }) =>
        ['', ...subresources.map(({ name }) => `/${name}`)].map(
          (end) => [`${group}/${resource}${end}`, namespaced ? Scope.NAMESPACED : Scope.CLUSTER] as const,
        ),
      ),
    );
    const known = new Map(
      builtInGroups().flatMap((group) => resourcesOf(group).map((name) => [`${group}/${name}`, apiResource(group, name)!.scope] as const)),
    );
    expect([...served].filter(([name, scope]) => known.get(name) !== scope)).toEqual([]);
    // The table is of all supported releases together: an older one lacks what came later.
    if (cluster.release.minor === RELEASES[0]!.version) {
      expect([...known.keys()].filter((name) => !served.has(name)).sort()).toEqual(ASKED_ONLY);
    } else expect([...known.keys()].filter((name) => !served.has(name))).toEqual(expect.arrayContaining(ASKED_ONLY));
    expect(everything.map((one) => [keyOf(one), scopeOf(one.group, one.kind)])).toEqual(
      everything.map((one) => [keyOf(one), one.namespaced ? Scope.NAMESPACED : Scope.CLUSTER]),
    );
  });

  guarantee(
    'manifests/duplicate-keys',
    'a manifest with a doubled key, which check finds, is rejected by the API server with strict fields',
    async () => {
      const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: doubled, namespace: shop}\ndata: {a: "1", a: "2"}\n';
      expect(findings(manifestsRules, text)).toEqual([expect.stringContaining('the key data.a is written more than once')]);
      const send = (fieldValidation: string) =>
        cluster.admin.request('POST', '/api/v1/namespaces/shop/configmaps', {
          body: text,
          headers: { 'content-type': 'application/yaml' },
          query: { dryRun: 'All', fieldValidation },
        });
      expect(await send('Strict')).toMatchObject({ status: 400, body: { message: expect.stringContaining('"a" already set in map') } });
      expect(await send('Ignore')).toMatchObject({ status: 201, body: { data: { a: '2' } } });
    },
  );
});
