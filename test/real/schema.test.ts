import { tablesOf } from '../../scripts/schema/compact';
import { NOT_REQUIRED, UNTRIED } from '../../scripts/schema/enforced';
import { releaseOf, type OpenApiDocument } from '../../scripts/schema/upstream';
import { toKubeObject } from '../../src/kubernetes/objects/object';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { checkSchema, schemaTables } from '../../src/kubernetes/schema/schema';
import { SchemaTable } from '../../src/kubernetes/schema/table';
import { manifestsRules } from '../../src/manifests/rules';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { decodingOf, meansOneOf, ourDecoding, type Decoding } from './schema/answers';
import { baselines, metadataOf, type Baseline } from './schema/baselines';
import { breachesOf, demandsOf, lackedBy } from './schema/demands';
import { differences } from './schema/differences';
import { FOR_DECODERS, FOR_VALIDATION, mutant, WRONG } from './schema/mutations';
import { PLACES } from './schema/places';
import { Random } from './schema/random';
import { RIGHT, structure } from './schema/structures';
import type { ApiResource } from './support/api-table';
import type { Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';

/** Everything that a release has: alpha and beta versions, and the resources behind feature gates. */
const EVERYTHING = { 'runtime-config': 'api/all=true', 'feature-gates': 'AllAlpha=true,AllBeta=true' };
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);
/** Questions about permissions, of which nothing is demanded. */
const REVIEWS = 'authorization.k8s.io';
const RANDOM_OBJECTS = 6000;
const MUTANTS_OF_REAL_ONES = 3000;

type Manifest = Record<string, unknown>;

describeProof('objects and the schema of their kind', requireCluster(), () => {
  let cluster: Cluster;
  let table: SchemaTable;
  let served: readonly ApiResource[];
  /** Those that the API server takes. */
  let accepted: readonly Baseline[];
  let refused: readonly { readonly baseline: Baseline; readonly reply: Reply }[];

  beforeAll(async () => {
    cluster = await Cluster.start('schema', { apiServerFlags: EVERYTHING });
    table = schemaTables().find(({ release }) => release === cluster.release.minor)!;
    served = (await cluster.apiTable().resources()).filter(({ verbs }) => verbs.includes('create'));
    const all = await baselines(cluster, table);
    const replies = await create(all.map(({ object }) => object));
    accepted = all.filter((_, index) => replies[index]!.status === 201);
    refused = all.flatMap((baseline, index) => (replies[index]!.status === 201 ? [] : [{ baseline, reply: replies[index]! }]));
  }, 240_000);

  afterAll(() => cluster?.stop());

  /** Asks the API server about objects, some at a time. One that takes the connection down with it (a panic of the server) has status 0. */
  async function create(objects: readonly Manifest[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    const lane = async (first: number) => {
      for (let index = first; index < objects.length; index += LANES) replies[index] = await createOne(objects[index]!);
    };
    await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)));
    return replies;
  }

  async function createOne(object: Manifest): Promise<Reply> {
    const { group, groupVersion, namespaced, resource } = served.find(
      (one) => one.groupVersion === object.apiVersion && one.kind === object.kind,
    )!;
    const { namespace } = metadataOf(object);
    const space = namespaced ? `/namespaces/${typeof namespace === 'string' && namespace !== '' ? namespace : 'default'}` : '';
    const path = `${group === '' ? '/api' : '/apis'}/${groupVersion}${space}/${resource}`;
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    return cluster.admin
      .request('POST', path, { body: object, query })
      .catch(() => ({ status: 0, body: 'no answer', headers: {}, warnings: [] }));
  }

  const faultsOf = (object: Manifest) => checkSchema(toKubeObject(object, {})!, parseMinor(cluster.release.minor)).faults;
  const typeOf = ({ apiVersion, kind }: Manifest) => table.kind(String(apiVersion), String(kind))!;
  const say = (text: string) => process.stdout.write(`Kubernetes ${cluster.release.version}, seed ${SEED}: ${text}\n`);
  const causesOf = ({ body }: Reply): readonly { readonly reason: string; readonly field: string }[] => body?.details?.causes ?? [];
  const brief = (reply: Reply) => `${reply.status} ${String(reply.body?.message ?? reply.body).slice(0, 300)}`;

  guarantee(
    'manifests/schema',
    'the kinds, fields, types and enumerations of our tables are those of the OpenAPI that the API server publishes',
    async () => {
      const get = async (path: string) => {
        const { body } = await cluster.admin.request('GET', path);
        return typeof body === 'string' ? (JSON.parse(body) as unknown) : (body as unknown);
      };
      const { paths } = (await get('/openapi/v3')) as { readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>> };
      const documents = await Promise.all(
        Object.values(paths).map(({ serverRelativeURL }) => get(serverRelativeURL) as Promise<OpenApiDocument>),
      );
      const published = new SchemaTable(tablesOf([releaseOf(cluster.release.minor, documents)]), cluster.release.minor);
      const kinds = served.map(({ groupVersion, kind }) => [groupVersion, kind] as const);
      expect(kinds.length).toBeGreaterThanOrEqual(85);
      expect(kinds.flatMap(([apiVersion, kind]) => differences(apiVersion, kind, table, published))).toEqual([]);
    },
  );

  guarantee(
    'manifests/schema',
    "of thousands of generated objects, sound and spoilt, our decoder says what the API server's says, and names the same fields",
    async () => {
      const random = new Random(SEED);
      const cases = Array.from({ length: RANDOM_OBJECTS }, (_, index) => {
        const { groupVersion, kind, namespaced } = served[index % served.length]!;
        const type = table.kind(groupVersion, kind)!;
        const value = (structure({ form: 'struct', name: type }, table, random, random.pick([1, 2, 3, 4])) ?? {}) as Manifest;
        const metadata = { ...metadataOf(value), name: 'x', namespace: namespaced ? 'shop' : undefined };
        const object = JSON.parse(JSON.stringify({ ...value, apiVersion: groupVersion, kind, metadata })) as Manifest;
        return (index % 3 === 0 ? undefined : mutant(object, type, table, random, FOR_DECODERS)) ?? { object, what: 'as generated' };
      });
      const replies = await create(cases.map(({ object }) => object));
      const different: string[] = [];
      const counts = { 'decoded': 0, 'unknown fields': 0, 'undecodable': 0, 'no answer': 0 };
      const ways = new Map<string, number>();
      cases.forEach(({ object, what }, index) => {
        const reply = replies[index]!;
        if (reply.status === 0) return void (counts['no answer'] += 1);
        const [theirs, ours] = [decodingOf(reply), ourDecoding(faultsOf(object))];
        counts[theirs.verdict] += 1;
        if (theirs.verdict !== 'decoded') ways.set(what, (ways.get(what) ?? 0) + 1);
        if (!isSame(theirs, ours)) {
          different.push(
            `${what}: ${JSON.stringify(object)}\n  server: ${theirs.verdict} ${theirs.places.join()} ${theirs.message}\n`
              + `  we: ${ours.verdict} ${ours.places.join()} ${ours.message}`,
          );
        }
      });
      say(`${JSON.stringify(counts)}; faults by ${JSON.stringify(Object.fromEntries([...ways].sort()))}`);
      expect(different).toEqual([]);
      expect(counts['unknown fields']).toBeGreaterThanOrEqual(500);
      expect(counts.undecodable).toBeGreaterThanOrEqual(1500);
      expect(counts.decoded).toBeGreaterThanOrEqual(1500);
      expect(counts['no answer']).toBeLessThanOrEqual(RANDOM_OBJECTS / 100);
    },
    300_000,
  );

  guarantee(
    'manifests/schema',
    'strings, numbers, quantities, times and base64 are read, or not read, as the API server reads them',
    async () => {
      const cases = Object.entries(PLACES).flatMap(([letter, place]) =>
        [...RIGHT[letter]!, ...WRONG[letter]!, null].map((value) => ({ letter, value, object: place(value) })),
      );
      const replies = await create(cases.map(({ object }) => object));
      const different = cases.flatMap(({ letter, value, object }, index) => {
        const [theirs, ours] = [decodingOf(replies[index]!), ourDecoding(faultsOf(object))];
        return isSame(theirs, ours)
          ? []
          : [`${letter} ${JSON.stringify(value)}: server ${theirs.verdict} ${theirs.message}, we ${ours.verdict} ${ours.message}`];
      });
      expect(different).toEqual([]);
      expect(cases.filter((_, index) => decodingOf(replies[index]!).verdict === 'undecodable').length).toBeGreaterThanOrEqual(80);
      say(`${cases.length} values at places of every type`);
    },
  );

  guarantee(
    'manifests/schema',
    'no fault is found in hundreds of objects that the API server takes, and one in each that it cannot decode',
    () => {
      expect(accepted.flatMap(({ origin, object }) => faultsOf(object).map(({ path, fact }) => `${origin}: ${path} ${fact}`))).toEqual([]);
      expect(
        refused.flatMap(({ baseline, reply }) =>
          isSame(decodingOf(reply), ourDecoding(faultsOf(baseline.object))) ? [] : [`${baseline.origin}: ${brief(reply)}`],
        ),
      ).toEqual([]);
      const ownRefused = refused.filter(
        ({ baseline, reply }) => /\.yaml(, document \d+)?$/.test(baseline.origin) && decodingOf(reply).verdict === 'decoded',
      );
      expect(ownRefused.map(({ baseline, reply }) => `${baseline.origin}: ${brief(reply)}`)).toEqual([]);
      say(`${accepted.length} written objects accepted, ${refused.length} refused`);
      expect(accepted.length).toBeGreaterThanOrEqual(480);
    },
  );

  guarantee(
    'manifests/schema',
    'the API server rejects an object without any one of the fields that we call required, and with a value outside any enumeration',
    async () => {
      const { required, enumerated } = demandsOf(
        table,
        served.filter(({ group }) => group !== REVIEWS).map(({ groupVersion, kind }) => table.kind(groupVersion, kind)!),
      );
      const tried = new Map<string, number>();
      const breaches = accepted
        .filter(({ object }) => !String(object.apiVersion).startsWith(`${REVIEWS}/`))
        .flatMap(({ origin, object }) =>
          breachesOf(object, typeOf(object), table, (field) => required.has(field))
            .filter(({ field, what }) => {
              const count = tried.get(`${field} ${what}`) ?? 0;
              tried.set(`${field} ${what}`, count + 1);
              return count < 4;
            })
            .map((breach) => ({ origin, ...breach })),
        );
      const replies = await create(breaches.map(({ object }) => object));
      const taken = breaches.flatMap(({ origin, field, what }, index) =>
        replies[index]!.status < 400 ? [`${field} ${what}: ${origin}`] : [],
      );
      expect(taken).toEqual([]);
      const missed = breaches.flatMap(({ origin, field, what, object }) =>
        faultsOf(object).length === 0 && !(what === 'empty' && enumerated.has(field)) ? [`${field} ${what}: ${origin}`] : [],
      );
      expect(missed).toEqual([]);
      const reached = new Set(breaches.map(({ field }) => field));
      expect([...required, ...enumerated].filter((field) => !reached.has(field))).toEqual([]);
      say(`${breaches.length} breaches of ${required.size} required and ${enumerated.size} enumerated fields rejected`);
    },
    300_000,
  );

  test('what OpenAPI calls required and we do not, the API server takes objects without, as far as it can be tried', async () => {
    const keyOf = (field: string) => field.replace(/_\w+\./, '.');
    const fields = new Set([...NOT_REQUIRED, ...UNTRIED]);
    const breaches = accepted.flatMap(({ object }) =>
      breachesOf(object, typeOf(object), table, (field) => fields.has(keyOf(field))).filter(
        ({ field, what }) => what === 'removed' || UNTRIED.has(keyOf(field)),
      ),
    );
    const replies = await create(breaches.map(({ object }) => object));
    const lacking = accepted.flatMap(({ object }) => lackedBy(object, typeOf(object), table));
    const taken = new Set(
      [...lacking, ...breaches.flatMap(({ field }, index) => (replies[index]!.status === 201 ? [field] : []))].map(keyOf),
    );
    const reached = new Set(breaches.map(({ field }) => keyOf(field)));
    expect([...NOT_REQUIRED].filter((field) => reached.has(field) && !taken.has(field))).toEqual([]);
    expect([...UNTRIED].filter((field) => reached.has(field))).toEqual([]);
    say(
      `${[...NOT_REQUIRED].filter((field) => taken.has(field)).length} of ${NOT_REQUIRED.size} fields that OpenAPI calls required are not; `
        + 'the others are not in what this release takes',
    );
  });

  guarantee(
    'manifests/schema',
    'of thousands of accepted objects with one place changed, each in which we find a fault is rejected',
    async () => {
      const random = new Random(SEED + 1);
      const mutants = Array.from({ length: MUTANTS_OF_REAL_ONES }, () => {
        const { origin, object } = random.pick(accepted);
        const made = mutant(object, typeOf(object), table, random, [
          ...FOR_DECODERS,
          ...FOR_VALIDATION,
          ...FOR_VALIDATION,
          ...FOR_VALIDATION,
        ]);
        return made && { origin, ...made };
      }).filter((one) => one !== undefined);
      const replies = await create(mutants.map(({ object }) => object));
      const wrong: string[] = [];
      const counts = { 'both reject': 0, 'both accept': 0, 'no answer': 0 };
      const beyond = new Map<string, number>();
      mutants.forEach(({ origin, object, what }, index) => {
        const reply = replies[index]!;
        const faults = faultsOf(object);
        if (reply.status === 0) counts['no answer'] += 1;
        else if (reply.status < 400 && faults.length > 0) {
          wrong.push(
            `${what}, ${origin}: ${faults.map(({ path, fact }) => `${path} ${fact}`).join('; ')}, but the API server takes `
              + JSON.stringify(object),
          );
        } else if (!isSame(decodingOf(reply), ourDecoding(faults))) {
          wrong.push(`${what}, ${origin}: ${brief(reply)}; we: ${JSON.stringify(faults)}`);
        } else if (reply.status < 400) counts['both accept'] += 1;
        else if (faults.length > 0) counts['both reject'] += 1;
        else {
          const causes = [...new Set(causesOf(reply).map((cause) => cause.reason))].sort().join('+');
          const reason = `${reply.status} ${causes || reply.body?.reason}`;
          beyond.set(reason, (beyond.get(reason) ?? 0) + 1);
        }
      });
      say(
        `${JSON.stringify(counts)}; rejected for reasons that we do not check: ${JSON.stringify(Object.fromEntries([...beyond].sort()))}`,
      );
      expect(wrong).toEqual([]);
      expect(counts['both reject']).toBeGreaterThanOrEqual(1000);
      expect(counts['both accept']).toBeGreaterThanOrEqual(300);
    },
    300_000,
  );

  guarantee(
    'manifests/schema',
    'a misspelt field that check finds is dropped by the API server without strict field validation, and the policy is wider for it',
    async () => {
      const policy = (field: string) => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny', namespace: 'shop' },
        spec: { podSelector: {}, [field]: ['Ingress', 'Egress'] },
      });
      expect(findings(manifestsRules, [policy('policyTypes')])).toEqual([]);
      expect(findings(manifestsRules, [policy('policyType')])).toEqual([
        expect.stringContaining('spec.policyType: policyType does not exist'),
      ]);
      const send = async (fieldValidation: string) => cluster.admin.create(policy('policyType'), { dryRun: 'All', fieldValidation });
      expect(await send('Strict')).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('unknown field "spec.policyType"') },
      });
      expect(await send('Warn')).toMatchObject({
        status: 201,
        body: { spec: { policyTypes: ['Ingress'] } },
        warnings: ['unknown field "spec.policyType"'],
      });
    },
  );
});

const LANES = 8;

/** Undecodable objects: the server names the first place that it meets, and some errors none. */
function isSame(theirs: Decoding, ours: Decoding): boolean {
  if (theirs.verdict !== ours.verdict) return false;
  // The server stops counting at a hundred.
  if (theirs.verdict === 'unknown fields') return theirs.places.length >= 100 || theirs.places.join('\n') === ours.places.join('\n');
  return theirs.places.every((place) => meansOneOf(place, ours.places));
}
