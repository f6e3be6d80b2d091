import { findings } from '../../../support/findings';
import { kubeProxy, pod, rule } from '../../support';

const FILE = 'KubeProxyConfiguration (unnamed)';
const POD = 'Pod kube-system/node spec.containers[0].command';
const beyond = 'so metrics are served beyond the node';

test.each([
  [undefined, []],
  [null, []],
  ['', []],
  ['127.0.0.1', []],
  ['127.0.0.1:10249', []],
  ['[::1]:10249', []],
  ['::1', []],
  ['0.0.0.0:10249', [`${FILE} metricsBindAddress: metricsBindAddress is 0.0.0.0:10249, ${beyond}`]],
  [':10249', [`${FILE} metricsBindAddress: metricsBindAddress is :10249, ${beyond}`]],
  ['[::]:10249', [`${FILE} metricsBindAddress: metricsBindAddress is [::]:10249, ${beyond}`]],
  ['::', [`${FILE} metricsBindAddress: metricsBindAddress is ::, ${beyond}`]],
  ['localhost:10249', [`${FILE} metricsBindAddress: metricsBindAddress is localhost:10249, ${beyond}`]],
  [
    10249,
    [
      `? ${FILE} metricsBindAddress: metricsBindAddress is not known: it is a number where a string belongs (YAML reads it so without `
        + 'quotes), so kube-proxy does not start',
    ],
  ],
])('metrics of a file: %j', (value, expected) => {
  expect(findings(rule('proxy-metrics-address'), [kubeProxy({ metricsBindAddress: value })])).toEqual(expected);
});

test.each([
  [['kube-proxy'], []],
  [['kube-proxy', '--metrics-bind-address=127.0.0.1'], []],
  [['kube-proxy', '--metrics-bind-address=0.0.0.0'], [`${POD}[1]: --metrics-bind-address is 0.0.0.0, ${beyond}`]],
  // With a file, the flag has no effect.
  [['kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--metrics-bind-address=0.0.0.0'], []],
])('metrics by flag: %j', (command, expected) => {
  expect(findings(rule('proxy-metrics-address'), [pod(...command)])).toEqual(expected);
});

test.each([
  [kubeProxy(), []],
  [kubeProxy({ enableProfiling: false }), []],
  [kubeProxy({ enableProfiling: true }), [`${FILE} enableProfiling: enableProfiling is true`]],
  [pod('kube-proxy', '--profiling'), [`${POD}[1]: --profiling is true`]],
  [
    pod('kube-proxy', '--profiling=no'),
    [`? ${POD}[1]: --profiling is not known: it is "no", which is not a boolean, so kube-proxy does not start`],
  ],
])('profiles: %j', (object, expected) => {
  expect(findings(rule('proxy-profiling'), [object])).toEqual(expected);
});
