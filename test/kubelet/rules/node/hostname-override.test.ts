import { findings } from '../../../support/findings';
import { file, join, kubelet, pod, rule } from '../../support';

const JOIN = 'JoinConfiguration (unnamed) nodeRegistration.kubeletExtraArgs';

test.each([
  [join([]), []],
  [join({ 'hostname-override': '' }), []],
  [join({ 'hostname-override': 'a' }), [`${JOIN}.hostname-override: --hostname-override is a`]],
  [join([{ name: 'hostname-override', value: 'a' }]), [`${JOIN}[0].value: --hostname-override is a`]],
  [
    join([{ name: 'hostname-override', value: 7 }]),
    [`? ${JOIN}[0].value: --hostname-override is not known: its value is not a string, so kubeadm rejects it`],
  ],
  [pod('kubelet', '--hostname_override=a'), ['Pod kube-system/node spec.containers[0].command[1]: --hostname-override is a']],
  [kubelet(), []],
  [join(null), []],
  [join('--hostname-override=a'), []],
])('%j', (object, expected) => {
  expect(findings(rule('hostname-override'), [object])).toEqual(expected);
});

test('in an environment file', () => {
  const files = [file('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS="--hostname-override=$(uname -n)"')];
  expect(findings(rule('hostname-override'), [], { files })).toHaveLength(1);
});
