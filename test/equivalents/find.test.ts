import { findPeers, nearPeers } from '../../src/equivalents/find';

const peers = (query: string) => findPeers(query).map(({ peer }) => peer);

test.each([
  ['CKV_K8S_20', ['checkov:CKV_K8S_20']],
  ['ckv_k8s_20', ['checkov:CKV_K8S_20']],
  ['  CKV-K8S-20 ', ['checkov:CKV_K8S_20']],
  ['checkov:CKV_K8S_20', ['checkov:CKV_K8S_20']],
  ['CKV_K8S_2', ['checkov:CKV_K8S_2']],
  ['CKV2_K8S_2', ['checkov:CKV2_K8S_2']],
  ['KSV-0001', ['trivy:KSV-0001']],
  ['AVD-KSV-0001', ['trivy:KSV-0001']],
  ['avd-ksv-0001', ['trivy:KSV-0001']],
  ['KSV001', ['trivy:KSV-0001']],
  ['Trivy:KSV1', ['trivy:KSV-0001']],
  ['AVD-KSV-01011', ['trivy:KSV-01011']],
  ['KSV-0101', []],
  ['KCV-0048', ['trivy:KCV-0048']],
  ['C-0016', ['kubescape:C-0016']],
  ['c-16', ['kubescape:C-0016']],
  ['kubescape:C0016', ['kubescape:C-0016']],
  ['steal-privileged-pods-v1', ['kubescape:steal-privileged-pods-v1']],
  ['Run-As-Non-Root', ['kube-linter:run-as-non-root']],
  ['kyverno:run-as-non-root', []],
  ['trivy:CKV_K8S_20', []],
  ['', []],
  [':', []],
  ['constructor', []],
  ['__proto__', []],
])('%j is %j', (query, expected) => {
  expect(peers(query)).toEqual(expected);
});

test('an id of several rows has all of them, with their practices', () => {
  const [answer] = findPeers('C-0191');
  expect(answer!.rows.map(({ practice, row }) => `${practice} ${row.name}`)).toEqual([
    'P3 rbac-impersonate',
    'P3 rbac-bind',
    'P3 rbac-escalate',
  ]);
  expect(answer!.excluded).toBeUndefined();
});

test('what no file can answer has the reason and no rows', () => {
  expect(findPeers('check-kernel')).toEqual([
    { peer: 'kyverno:check-kernel', rows: [], excluded: expect.stringMatching(/^It asks the running node/) },
  ]);
});

test.each([
  ['CKV_K8S_200', 'checkov:CKV_K8S_20'],
  ['checkov:CKV_K8S_49x', 'checkov:CKV_K8S_49'],
  ['acess-to-secrets', 'kube-linter:access-to-secrets'],
  ['trivy:CKV_K8S_20', expect.stringMatching(/^trivy:/)],
  ['sonar:acess-to-secrets', 'kube-linter:access-to-secrets'],
])('near %j is %j', (query, expected) => {
  const near = nearPeers(query);
  expect(near).toHaveLength(3);
  expect(near).toContainEqual(expected);
});
