/** What the compiler takes and refuses of a program: checked by `npm run typecheck`, against the declarations that are published. */
import * as pulumi from '@pulumi/pulumi';
import {
  type AuditPolicy,
  Cidr,
  ClusterDns,
  type EtcdTlsConfig,
  type HardenedControlPlane,
  type IsolatedNamespace,
  later,
  type LeastPrivilegeRole,
  Subject,
  Grant,
  PodSecurityLevel,
} from 'cdk8s-hardened-pulumi';

type PropsOf<T extends abstract new (...args: never[]) => unknown> = ConstructorParameters<T>[1];

test('texts, numbers, booleans and lists of texts are inputs, what decides the structure is plain', () => {
  const text: pulumi.Output<string> = pulumi.output('x');
  const accepted: PropsOf<typeof IsolatedNamespace>[] = [
    { informationSystem: 'a' },
    {
      informationSystem: text,
      name: text,
      labels: { team: text },
      quota: { pods: 3, requestsCpu: text },
      podSecurity: PodSecurityLevel.BASELINE,
    },
    { informationSystem: 'a', quota: { pods: pulumi.output(3) } },
    { informationSystem: 'a', dns: [ClusterDns.kubeDns(), later((range) => ClusterDns.nodeLocal(Cidr.of(range!)), text)] },
  ];
  const refused: PropsOf<typeof IsolatedNamespace>[] = [
    // @ts-expect-error -- a property is missing
    {},
    // @ts-expect-error -- a text is no number
    { informationSystem: 'a', quota: { pods: text } },
    // @ts-expect-error -- an enum decides the structure
    { informationSystem: 'a', podSecurity: text },
    // @ts-expect-error -- the length of a list decides the structure
    { informationSystem: 'a', dns: pulumi.output([ClusterDns.kubeDns()]) },
    // @ts-expect-error -- a value of another class
    { informationSystem: 'a', dns: [Subject.user('a')] },
    // @ts-expect-error -- there is no such property
    { informationSystem: 'a', podsecurity: PodSecurityLevel.BASELINE },
  ];
  const audit: PropsOf<typeof AuditPolicy>[] = [
    { omitManagedFields: pulumi.output(true), nodes: pulumi.output(['a']) },
    { nodes: [text, 'b'] },
  ];
  // @ts-expect-error -- a list of numbers
  const numbers: PropsOf<typeof AuditPolicy> = { nodes: pulumi.output([1]) };
  expect([accepted.length, refused.length, audit.length, numbers]).toEqual([4, 6, 2, numbers]);
});

test('values are made later of the right class, and components stand for their constructs', () => {
  const subjects = [Subject.group('a')];
  const grants = [Grant.on('', 'pods').verbs('get')];
  const role: PropsOf<typeof LeastPrivilegeRole> = {
    grants,
    subjects: [...subjects, later((name) => Subject.user(name!), pulumi.output('x'))],
  };
  // @ts-expect-error -- a range is not a subject
  const wrong: PropsOf<typeof LeastPrivilegeRole> = { grants, subjects: [later((range) => Cidr.of(range!), 'x')] };
  const [audit, etcd] = [undefined as unknown as AuditPolicy, undefined as unknown as EtcdTlsConfig];
  const plane: PropsOf<typeof HardenedControlPlane> = { version: '1.36.0', audit, etcd: [etcd] };
  // @ts-expect-error -- etcd is not an audit policy
  const swapped: PropsOf<typeof HardenedControlPlane> = { version: '1.36.0', audit: etcd, etcd: [etcd] };
  expect([role, wrong, plane, swapped]).toHaveLength(4);
});
