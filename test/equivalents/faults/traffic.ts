import { namespace, networkPolicy, of, pod, service, type Faults } from './objects';

const labels = (app: string) => ({ matchLabels: { app } });

export const TRAFFIC: Faults = {
  'workload-without-networkpolicy': {
    found: [namespace(), pod({}, {}, { labels: { app: 'api' } })],
    more: [
      [
        namespace(),
        pod({}, {}, { labels: { app: 'api' } }),
        networkPolicy({ podSelector: labels('api'), policyTypes: ['Ingress', 'Egress'] }),
      ],
    ],
  },
  'workload-policy-not-both-directions': {
    found: [namespace(), pod({}, {}, { labels: { app: 'api' } })],
    more: [[namespace(), networkPolicy({ podSelector: {}, policyTypes: ['Ingress'] })]],
  },
  'namespace-without-networkpolicy': {
    found: [namespace()],
    more: [[namespace(), networkPolicy({ podSelector: {}, ingress: [{}], egress: [{}], policyTypes: ['Ingress', 'Egress'] })]],
  },
  'netpol-without-selector': { found: [networkPolicy({ ingress: [{}] })], passed: [networkPolicy({ policyTypes: ['Ingress'] })] },
  'netpol-empty-podselector': {
    found: [networkPolicy({ podSelector: {}, ingress: [{}] })],
    passed: [networkPolicy({ podSelector: {}, ingress: [{ from: [{ podSelector: labels('web') }] }] })],
  },
  'netpol-dangling-target': {
    found: [namespace(), networkPolicy({ podSelector: labels('gone') })],
    passed: [networkPolicy({ podSelector: labels('gone') })],
  },
  'netpol-dangling-peer': {
    found: [namespace(), networkPolicy({ podSelector: {}, ingress: [{ from: [{ podSelector: labels('gone') }] }] })],
    passed: [networkPolicy({ podSelector: {}, ingress: [{ from: [{ podSelector: labels('gone') }] }] })],
  },
  'service-dangling': {
    found: [
      namespace(),
      service({ selector: { app: 'gone' }, ports: [{ port: 80 }] }),
      service({ selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http' }] }, 'other'),
      pod({ ports: [{ containerPort: 8080 }] }, {}, { labels: { app: 'api' } }),
    ],
    passed: [service({ selector: { app: 'gone' }, ports: [{ port: 80 }] }), [namespace(), service({ ports: [{ port: 80 }] })]],
  },
  'route-dangling-backend': {
    found: [
      namespace(),
      of('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'gone', port: { number: 80 } } } } }),
    ],
    passed: [of('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'gone', port: { number: 80 } } } } })],
  },
  'pod-hostaliases': { found: [pod({}, { hostAliases: [{ ip: '192.0.2.7', hostnames: ['db'] }] })] },
  'service-selector-duplicate': {
    found: [
      service({ selector: { app: 'api' }, ports: [{ port: 80 }] }),
      service({ selector: { app: 'api' }, ports: [{ port: 80 }] }, 'web'),
    ],
    passed: [
      [
        service({ selector: { app: 'api' }, ports: [{ port: 80 }] }),
        service({ selector: { app: 'api' }, clusterIP: 'None', ports: [{ port: 80 }] }, 'web'),
      ],
    ],
  },
  'service-port-range': {
    found: [service({ ports: [{ port: 22 }] })],
    passed: [service({ ports: [{ port: 443 }] })],
    options: { ranges: ['443'] },
  },
  'ingress-class-allowlist': {
    found: [of('networking.k8s.io/v1', 'Ingress', { spec: {} }, 'web', { annotations: { 'kubernetes.io/ingress.class': 'public' } })],
    passed: [of('networking.k8s.io/v1', 'Ingress', { spec: { ingressClassName: 'internal' } })],
    options: { classes: ['internal'] },
  },
  'servicemonitor-dangling': {
    found: [
      namespace(),
      of('monitoring.coreos.com/v1', 'ServiceMonitor', { spec: { selector: labels('gone'), endpoints: [{ port: 'http' }] } }),
    ],
    passed: [of('monitoring.coreos.com/v1', 'ServiceMonitor', { spec: { selector: labels('gone'), endpoints: [{ port: 'http' }] } })],
  },
};
