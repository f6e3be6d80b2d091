import { ingressNginx } from '../../../../src/workloads/rules/images/ingress-nginx';
import { findings } from '../../../support/findings';
import { pod } from '../../../support/pods';

const FACT = 'is ingress-nginx, which gets no security fixes since the end of 2026-03';
const runs = (image: string) => pod({ containers: [{ name: 'a', image }] });
const found = [`Pod api spec.containers[0].image: container "a" ${FACT}`];
const classOf = (controller: unknown) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'nginx' },
  spec: { controller },
});

test.each<[string, object[], string[]]>([
  ['its image', [runs('registry.k8s.io/ingress-nginx/controller:v1.15.1')], found],
  ['its chroot image by digest', [runs(`k8s.gcr.io/ingress-nginx/controller-chroot@sha256:${'a'.repeat(64)}`)], found],
  ['its former name', [runs('quay.io/kubernetes-ingress-controller/nginx-ingress-controller-amd64:0.26.1')], found],
  ['a mirror', [runs('registry.example.com/mirror/ingress-nginx-controller:v1.12.0')], found],
  ['a build of another', [runs('bitnami/nginx-ingress-controller:1.11')], found],
  ['the controller of F5', [runs('nginx/nginx-ingress:5.3.0')], []],
  ['nginx', [runs('nginx:1.29')], []],
  ['its webhook alone', [runs('registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.0')], []],
  ['its class', [classOf('k8s.io/ingress-nginx')], [`IngressClass nginx spec.controller: the controller of the class ${FACT}`]],
  ['its class, and what runs it: once', [classOf('k8s.io/ingress-nginx'), runs('registry.k8s.io/ingress-nginx/controller:v1.15.1')], found],
  ['the class of F5', [classOf('nginx.org/ingress-controller')], []],
  ['a class without controller', [classOf(undefined)], []],
])('%s', (_, manifests, expected) => {
  expect(findings(ingressNginx, manifests)).toEqual(expected);
});

test('while it was maintained', () => {
  const manifests = [runs('registry.k8s.io/ingress-nginx/controller:v1.15.1')];
  expect(findings(ingressNginx, manifests, { asOf: '2026-03-31' })).toEqual([]);
  expect(findings(ingressNginx, manifests, { asOf: '2026-04-01' })).toEqual(found);
});
