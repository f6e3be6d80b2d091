import * as fc from 'fast-check';
import { parseGoDuration } from '../../../src/kubernetes/components/flags/go-values';
import { kubeProxies } from '../../../src/kubernetes/components/kubelet/kube-proxies';
import { kubelets, type Kubelet } from '../../../src/kubernetes/components/kubelet/kubelets';
import type { NodeSetting } from '../../../src/kubernetes/components/kubelet/setting';
import { NodeTable } from '../../../src/kubernetes/components/kubelet/table';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import type { FileText } from '../../../src/kubernetes/objects/node-files';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { FaultKind, faultsOf } from '../../../src/kubernetes/schema/faults';
import { asObject, isObject, type JsonObject } from '../../../src/text/json';
import { guarantee } from '../../support/guarantee';
import { canonical } from '../support/canonical';
import type { GoProgram } from '../support/go-program';
import { documents, fieldsOf, flagsOf, proxyDocuments, withKind } from './documents';
import { kubeletLibrary, MINORS, type KubeletAnswer, type KubeletQuestion } from './library';

jest.setTimeout(600_000);

/** Documents a release, a third as many with drop-ins or flags; and the seed that a failure prints. */
const RUNS = Math.ceil(Number(process.env.CDK8S_HARDENED_ORACLE_RUNS ?? 5_000) / 10);
const THIRD = Math.ceil(RUNS / 3);
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);

/** One kubelet: its file, drop-ins of the same node, and flags of its unit. */
interface Case {
  readonly file: JsonObject | undefined;
  readonly dropIns: readonly JsonObject[];
  readonly flags: readonly string[];
}

/** Fields whose default another field decides: no rule reads them. */
const DEPENDENT = new Set(['nodeStatusReportFrequency', 'serializeImagePulls']);

function inventoryOf({ file, dropIns, flags }: Case): Inventory {
  const on = (json: JsonObject, hostPath: string) => toKubeObject(json, { file: hostPath, hostPath, nodes: ['node'] })!;
  const objects = [
    ...(file ? [on(file, '/etc/kubernetes/kubelet.yaml')] : []),
    ...dropIns.map((json, index) => on(json, `/etc/kubernetes/kubelet.conf.d/${index}.conf`)),
  ];
  const hostPath = '/etc/systemd/system/kubelet.service';
  const command = ['/usr/bin/kubelet', ...(file ? ['--config=/etc/kubernetes/kubelet.yaml'] : []), ...flags].join(' ');
  const unit: FileText = { path: hostPath, content: `[Service]\nExecStart=${command}\n`, origin: { hostPath, nodes: ['node'] } };
  return new Inventory(objects, [unit]);
}

/** What our reading says of a field: exactly one place decides it. */
function settingOf(all: readonly Kubelet[], field: string): NodeSetting {
  const found = all.flatMap((kubelet) => kubelet.setting(field) ?? []);
  if (found.length !== 1) throw new Error(`${found.length} places decide ${field}: ${JSON.stringify(found)}`);
  return found[0]!;
}

/** Zero is written in some places and left out in others. */
function normal(value: unknown, letter: string | undefined): unknown {
  if (letter === 'u' || letter === 'U') return typeof value === 'string' ? Math.round((parseGoDuration(value) ?? NaN) * 1e6) : 0;
  if (Array.isArray(value) && value.length === 0) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => item ?? '');
  return value === undefined || value === false || value === 0 || value === '' ? null : value;
}

function at(value: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((holder, key) => (isObject(holder) ? holder[key] : undefined), value);
}

describe.each(MINORS)('Kubernetes %s', (minor) => {
  const table = NodeTable.of(parseMinor(minor));
  let library: GoProgram<KubeletQuestion, KubeletAnswer>;
  const fields = fieldsOf(table).filter((field) => !DEPENDENT.has(field));
  beforeAll(() => {
    library = kubeletLibrary(minor);
  });
  afterAll(() => library.stop());

  const ask = ({ file, dropIns, flags }: Case): Promise<KubeletAnswer> =>
    library.ask({
      document: file && JSON.stringify(file),
      noFile: file === undefined,
      dropIns: dropIns.map((one) => JSON.stringify(one)),
      flags: [...flags],
    });

  const differences = (one: Case, answer: KubeletAnswer): unknown[] => {
    const all = kubelets(inventoryOf(one), parseMinor(minor));
    return fields.flatMap((field) => {
      // An empty list is left out, and so defaulted, when drop-ins are merged. No rule reads it.
      if (field === 'enforceNodeAllocatable' && one.dropIns.length > 0) return [];
      const setting = settingOf(all, field);
      const type = table.typeOf('KubeletConfiguration', field);
      const letter = type?.form === 'scalar' ? type.letter : undefined;
      const [ours, theirs] = [setting.value, at(answer.value, field)].map((value) => normal(value, letter));
      // A negative number of processes is none, which upstream writes as -1.
      if (field === 'podPidsLimit' && (ours as number) < 0 && theirs === -1) return [];
      return setting.unclear === undefined && canonical(ours) === canonical(theirs)
        ? []
        : [{ field, ours, theirs, unclear: setting.unclear }];
    });
  };

  const compare = async (arbitrary: fc.Arbitrary<Case>, runs: number): Promise<number> => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async (one) => {
        const answer = await ask(one);
        if (answer.fault !== undefined) return;
        compared += 1;
        expect(differences(one, answer)).toEqual([]);
      }),
      { numRuns: runs, seed: SEED },
    );
    return compared;
  };

  guarantee(
    'reading configurations of kubelets',
    'what rules read in a file of the kubelet is what the kubelet makes of it, with its defaults',
    async () => {
      const arbitrary = documents(table).map((file): Case => ({ file: withKind(file), dropIns: [], flags: [] }));
      expect(await compare(arbitrary, RUNS)).toBeGreaterThan(RUNS / 4);
    },
  );

  guarantee('reading configurations of kubelets', 'drop-ins and flags override the file of the kubelet in the same order', async () => {
    const arbitrary = fc.record({
      file: documents(table, true).map(withKind),
      dropIns: fc.array(documents(table, true).map(withKind), { maxLength: 2 }),
      flags: flagsOf(table),
    });
    expect(await compare(arbitrary, THIRD)).toBeGreaterThan(THIRD / 2);
  });

  guarantee(
    'reading configurations of kubelets',
    'a kubelet that is started with flags alone has the defaults of the command line',
    async () => {
      const arbitrary = flagsOf(table).map((flags): Case => ({ file: undefined, dropIns: [], flags }));
      expect(await compare(arbitrary, THIRD)).toBeGreaterThan(THIRD / 2);
    },
  );

  guarantee(
    'kubelet/known-fields',
    'it finds the fields that the kubelet ignores, and the values with which it does not start',
    async () => {
      const seen = { fault: 0, strict: 0, fine: 0 };
      await fc.assert(
        fc.asyncProperty(documents(table), async (given) => {
          const file = withKind(given);
          const { fault, strict } = await ask({ file, dropIns: [], flags: [] });
          const kinds = faultsOf(file, 'KubeletConfiguration', table.schema).map(({ kind }) => kind);
          const undecodable = kinds.some((kind) => kind !== FaultKind.UNKNOWN_FIELD);
          seen[fault !== undefined ? 'fault' : strict !== undefined ? 'strict' : 'fine'] += 1;
          expect([undecodable, fault]).toEqual([fault !== undefined, fault]);
          // What is not decoded is not looked at for unknown fields either.
          if (fault === undefined) expect([kinds.length > 0, strict]).toEqual([strict !== undefined, strict]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 50);
    },
  );

  guarantee('reading configurations of kubelets', 'what rules read in a file of kube-proxy is what kube-proxy makes of it', async () => {
    const read = [
      'metricsBindAddress',
      'enableProfiling',
      'healthzBindAddress',
      'oomScoreAdj',
      'conntrack.min',
      'iptables.syncPeriod',
      'mode',
    ];
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(proxyDocuments(table, read), async (file) => {
        const { fault, value } = await library.ask({ document: JSON.stringify(file) });
        if (fault !== undefined) return;
        compared += 1;
        const [proxy] = kubeProxies(new Inventory([toKubeObject(file, { file: 'proxy.yaml' })!]), parseMinor(minor));
        const ours = read.map((field) => [field, proxy!.setting(field).unclear, scalarOf(proxy!.setting(field).value, field)]);
        expect(ours).toEqual(read.map((field) => [field, undefined, scalarOf(at(value, field), field)]));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(compared).toBeGreaterThan(RUNS / 4);
  });

  function scalarOf(value: unknown, field: string): unknown {
    const type = table.typeOf('KubeProxyConfiguration', field);
    return normal(value, type?.form === 'scalar' ? type.letter : undefined);
  }

  test('the empty file has the defaults of the table', async () => {
    const answer = await ask({ file: withKind({}), dropIns: [], flags: [] });
    expect(asObject(asObject(asObject(answer.value).authentication).anonymous).enabled).toBe(false);
    expect(differences({ file: withKind({}), dropIns: [], flags: [] }, answer)).toEqual([]);
  });
});
