import { App, Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { KUBERNETES_CONTEXT } from '../../../src/cdk8s/context';
import {
  HardenedKubelet,
  KubeletCgroupDriver,
  KubeletCipherSuite,
  KubeletServingCertificate,
  KubeletTlsVersion,
  type HardenedKubeletProps,
} from '../../../src/kubelet';
import { kubeletRules } from '../../../src/kubelet/rules';
import { findings } from '../../support/findings';
import { guarantee } from '../../support/guarantee';
import { kubeletLibrary, MINORS } from './library';

jest.setTimeout(600_000);

/** Configurations a release: a fiftieth of `CDK8S_HARDENED_ORACLE_RUNS`; and the seed that a failure prints. */
const RUNS = Math.ceil(Number(process.env.CDK8S_HARDENED_ORACLE_RUNS ?? 15_000) / 50);
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);

const path = fc.constantFrom('/etc/kubernetes/pki/ca.crt', '/a', '/var/lib/kubelet/pki/kubelet.pem');
const suites = fc.uniqueArray(fc.constantFrom(...Object.values(KubeletCipherSuite)), { minLength: 1 });
const settings = fc.record(
  {
    clusterDNS: fc.array(fc.constantFrom('10.96.0.10', 'fd00::a'), { maxLength: 2 }),
    clusterDomain: fc.constantFrom('cluster.local', ''),
    maxPods: fc.integer({ min: 1, max: 500 }),
    staticPodPath: fc.constantFrom('/etc/kubernetes/manifests', ''),
    address: fc.constantFrom('0.0.0.0', '10.0.0.1', '::'),
    containerLogMaxFiles: fc.integer({ min: 2, max: 9 }),
    registerWithTaints: fc.constant([{ key: 'a', value: 'b', effect: 'NoSchedule' }]),
    featureGates: fc.constantFrom({}, { RotateKubeletServerCertificate: true }),
    systemReserved: fc.constant({ cpu: '100m', memory: '1Gi' }),
  },
  { requiredKeys: [] },
);

const props: fc.Arbitrary<HardenedKubeletProps> = fc
  .record(
    {
      clientCaFile: path,
      servingCertificate: fc.oneof(
        fc.constant(KubeletServingCertificate.bootstrap()),
        fc.tuple(path, path).map(([cert, key]) => KubeletServingCertificate.files(cert, key)),
      ),
      tls: fc.oneof(
        fc.record({ minimumTlsVersion: fc.constant(KubeletTlsVersion.TLS_1_2), cipherSuites: suites }),
        fc.constant({ minimumTlsVersion: KubeletTlsVersion.TLS_1_3 }),
      ),
      podPidsLimit: fc.integer({ min: 1, max: 4_194_304 }),
      eventRecordQps: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      streamingIdleTimeout: fc.integer({ min: 1, max: 10_000_000 }).map((seconds) => Duration.seconds(seconds)),
      cgroupDriver: fc.constantFrom(...Object.values(KubeletCgroupDriver)),
      settings,
    },
    { requiredKeys: ['settings'] },
  )
  // This machine may have version 1 of control groups, at which the kubelet stops otherwise.
  .map(({ tls, ...rest }) => ({ ...rest, ...tls, settings: { ...rest.settings, failCgroupV1: false } }));

describe.each(MINORS)('Kubernetes %s', (minor) => {
  guarantee('HardenedKubelet', 'the kubelet decodes its configuration strictly, with nothing unknown, and finds it valid', async () => {
    const library = kubeletLibrary(minor);
    try {
      await fc.assert(
        fc.asyncProperty(props, async (given) => {
          const app = new App();
          app.node.setContext(KUBERNETES_CONTEXT, minor);
          const { configuration } = new HardenedKubelet(new Chart(app, 'nodes'), 'kubelet', given);
          const { fault, strict, invalid, value } = await library.ask({ document: JSON.stringify(configuration) });
          expect({ fault, strict, invalid }).toEqual({});
          expect([value.authentication.anonymous.enabled, value.authorization.mode, value.readOnlyPort]).toEqual([
            false,
            'Webhook',
            undefined,
          ]);
          expect(findings(kubeletRules, [configuration], { kubernetes: minor })).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    } finally {
      library.stop();
    }
  });
});
