/** Refused at preview: a container that is privileged, in an image that may be another one tomorrow. */
import { ApiObject, Chart } from 'cdk8s';
import { HardenedChart } from 'cdk8s-hardened-pulumi';

HardenedChart.fromCdk8s('agent', (app) => {
  new ApiObject(new Chart(app, 'chart', { namespace: 'monitoring', disableResourceNameHashes: true }), 'agent', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'agent' },
    spec: { containers: [{ name: 'agent', image: 'registry.example.com/agent:latest', securityContext: { privileged: true } }] },
  });
});
