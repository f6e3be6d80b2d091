/** Numbers, booleans and lists as inputs. */
import * as pulumi from '@pulumi/pulumi';
import * as sdk from '../src';
import { Declared } from '../src/values/declared';
import { manifestsOf, runProgram, unknown, UNKNOWN, type Ran } from './support/pulumi';

const known = <T>(value: T) => pulumi.output(new Promise<T>((resolve) => setTimeout(() => resolve(value), 5)));
const open = <T>() => unknown() as unknown as pulumi.Output<T>;
const quotaOf = (ran: Ran) => (manifestsOf(ran).find(({ kind }) => kind === 'ResourceQuota') as any)?.spec.hard;

const payments = (pods: pulumi.Input<number>) => () =>
  new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', quota: { pods } });

test('a number is unknown in a preview, known in an update, and checked when it is', async () => {
  const preview = await runProgram(payments(open()), { preview: true });
  expect([preview.errors, quotaOf(preview).pods]).toEqual([[], UNKNOWN]);
  const update = await runProgram(payments(known(7)));
  expect([update.errors, quotaOf(update).pods]).toEqual([[], '7']);
  expect((await runProgram(payments(known(-1)))).errors).toEqual([expect.stringContaining('quota.pods')]);
  expect((await runProgram(payments(known('7') as unknown as pulumi.Input<number>))).errors).toEqual([
    expect.stringContaining('quota.pods is a string, not a number. Give a number.'),
  ]);
});

const filesOf = async (props: ConstructorParameters<typeof sdk.BastionOnlyNodeAccess>[1]['sshd'], preview = false) => {
  const files: Record<string, string>[] = [];
  const ran = await runProgram(
    () => {
      new sdk.BastionOnlyNodeAccess('ssh', {
        sources: [{ name: 'vpn', cidr: sdk.Cidr.of('198.51.100.16/28') }],
        sshd: props,
      }).hostFiles.apply((all) => void files.push(all));
    },
    { preview },
  );
  return { ran, text: JSON.stringify(files) };
};

test('a list of texts, of any length, and a number in a file', async () => {
  const preview = await filesOf({ allowUsers: open(), loginGraceSeconds: open() }, true);
  expect([preview.ran.errors, preview.text]).toEqual([[], '[]']);
  for (const users of [['alice'], ['alice', 'bob', 'carol']]) {
    const { ran, text } = await filesOf({ allowUsers: known(users), loginGraceSeconds: known(17) });
    expect(ran.errors).toEqual([]);
    expect(text.match(/AllowUsers \w+/g)).toEqual(users.map((user) => `AllowUsers ${user}`));
    expect(text).toContain('LoginGraceTime 17');
  }
  expect((await filesOf({ allowUsers: known(['alice', 5]) as unknown as pulumi.Input<string[]> })).ran.errors).toEqual([
    expect.stringContaining('sshd.allowUsers is a list, not a list of texts. Give a list.'),
  ]);
});

test('every number and boolean of a component has a stand-in that its construct takes', async () => {
  const ran = await runProgram(
    () => {
      new sdk.AuditPolicy('audit', {
        log: { compress: open(), maxAgeDays: open(), maxBackups: open(), maxSizeMegabytes: open() },
        omitManagedFields: open(),
        nodes: open(),
      });
      const quota = {
        loadBalancers: open<number>(),
        nodePorts: open<number>(),
        persistentVolumeClaims: open<number>(),
        pods: open<number>(),
      };
      new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', quota });
      new sdk.BastionOnlyNodeAccess('ssh', {
        sources: [{ name: 'vpn', cidr: sdk.Cidr.of('198.51.100.16/28') }],
        sshd: { maxAuthTries: open(), loginGraceSeconds: open(), allowGroups: open() },
      });
      new sdk.EtcdTlsConfig('etcd', { member: { name: 'etcd-1', address: '10.0.0.11' }, metricsUrls: open(), nodes: open() });
    },
    { preview: true },
  );
  expect(ran.errors).toEqual([]);
});

test('a boolean that decides a value is an output of it', async () => {
  const rulesOf = (ran: Ran) => JSON.stringify(ran.errors);
  const told: string[] = [];
  const program = (omit: pulumi.Input<boolean>) => () =>
    void new sdk.AuditPolicy('audit', { omitManagedFields: omit }).hostFiles.apply((files) => void told.push(JSON.stringify(files)));
  expect(rulesOf(await runProgram(program(open()), { preview: true }))).toBe('[]');
  expect(told).toEqual([]);
  expect(rulesOf(await runProgram(program(known(false))))).toBe('[]');
  expect(rulesOf(await runProgram(program(known(true))))).toBe('[]');
  expect(told.map((text) => /omitManagedFields: (\w+)/.exec(text)?.[1])).toEqual([undefined, 'true']);
});

test.each<[Declared, object]>([
  [Declared.propsOf('IsolatedNamespace').at('quota').at('pods'), { shape: 'name', usual: 50 }],
  [Declared.propsOf('IsolatedNamespace').at('quota').at('loadBalancers'), { shape: 'name', usual: 0 }],
  [Declared.propsOf('AuditPolicy').at('omitManagedFields'), { shape: 'name', usual: true }],
  [Declared.propsOf('BastionOnlyNodeAccess').at('sshd').at('allowUsers'), { shape: 'name', isList: true }],
  [Declared.propsOf('BastionOnlyNodeAccess').at('sshd').at('allowUsers').item, { shape: 'name' }],
  [Declared.propsOf('EtcdTlsConfig').at('metricsUrls'), { shape: 'loopback-url', isList: true }],
  [Declared.anything(), { shape: 'any' }],
])('%# is read from the assembly', (declared, form) => expect(declared.form).toEqual(form));
