import { admissionPlugins } from '../../../../src/control-plane/rules/admission/admission-plugins';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';

const SERVER = 'kube-apiserver';
const ALL = 'NodeRestriction,DenyServiceExternalIPs,EventRateLimit,AlwaysPullImages';
const CONSEQUENCES = {
  'node-restriction': 'a kubelet can change other nodes and their pods',
  'deny-service-external-ips': 'anyone who may create Services can take over the traffic to any address (CVE-2020-8554)',
  'event-rate-limit': 'nothing limits how many Events a namespace or user writes to etcd',
  'always-pull-images': 'pods can run private images that others have pulled to the node',
  'service-account-plugin': 'pods can use service accounts and tokens without a check',
  'namespace-lifecycle-plugin': 'objects can be created in namespaces that do not exist or are being deleted',
  'policy-plugins': 'what it enforces has no effect',
  'always-admit': 'a plugin that decides nothing stands where a policy is expected',
};
const line = (rule: keyof typeof CONSEQUENCES, at: string, fact: string) =>
  `control-plane/${rule} ${at}: ${fact}, so ${CONSEQUENCES[rule]}`;

const missing = (at: string, fact: (plugin: string) => string) => [
  line('node-restriction', at, fact('NodeRestriction')),
  line('deny-service-external-ips', at, fact('DenyServiceExternalIPs')),
  line('event-rate-limit', at, fact('EventRateLimit')),
  line('always-pull-images', at, fact('AlwaysPullImages')),
];

test.each<[string, object, string[]]>([
  ['all', componentPod(SERVER, `--enable-admission-plugins=${ALL}`), []],
  [
    'in two occurrences',
    componentPod(SERVER, '--enable-admission-plugins=NodeRestriction', `--enable-admission-plugins=${ALL.slice(16)}`),
    [],
  ],
  [
    'unset',
    componentPod(SERVER),
    missing(inPod(SERVER), (plugin) => `--enable-admission-plugins is not set, and ${plugin} is off by default`),
  ],
  [
    'empty',
    componentPod(SERVER, '--enable-admission-plugins='),
    missing(inPod(SERVER, 1), (plugin) => `--enable-admission-plugins does not name ${plugin}`),
  ],
  [
    'kubeadm enables one',
    kubeadmConfiguration(SERVER),
    missing(inKubeadm(SERVER), (plugin) => `--enable-admission-plugins is not set, and ${plugin} is off by default`).slice(1),
  ],
  [
    'kubeadm is told otherwise',
    kubeadmConfiguration(SERVER, `enable-admission-plugins=${ALL.slice(16)}`),
    [line('node-restriction', inKubeadm(SERVER, 0), '--enable-admission-plugins does not name NodeRestriction')],
  ],
  ['kubeadm appends', kubeadmConfiguration(SERVER, `enable-admission-plugins+=,${ALL.slice(16)}`), []],
  [
    'disabled',
    componentPod(
      SERVER,
      `--enable-admission-plugins=${ALL}`,
      '--disable-admission-plugins=ServiceAccount,DefaultStorageClass',
      '--disable-admission-plugins=NamespaceLifecycle,ResourceQuota,ValidatingAdmissionWebhook',
    ),
    [
      line('service-account-plugin', inPod(SERVER, 2), '--disable-admission-plugins names ServiceAccount'),
      line('namespace-lifecycle-plugin', inPod(SERVER, 3), '--disable-admission-plugins names NamespaceLifecycle'),
      line('policy-plugins', inPod(SERVER, 3), '--disable-admission-plugins names ValidatingAdmissionWebhook'),
      line('policy-plugins', inPod(SERVER, 3), '--disable-admission-plugins names ResourceQuota'),
    ],
  ],
  [
    'the old list is the whole list',
    componentPod(
      SERVER,
      `--admission-control=${ALL},AlwaysAdmit,NamespaceLifecycle,ValidatingAdmissionWebhook,MutatingAdmissionWebhook,`
        + 'ValidatingAdmissionPolicy,MutatingAdmissionPolicy,ResourceQuota,LimitRanger,CertificateApproval,CertificateSigning,'
        + 'CertificateSubjectRestriction,ClusterTrustBundleAttest,RuntimeClass',
    ),
    [
      line('service-account-plugin', inPod(SERVER, 1), '--admission-control does not name ServiceAccount'),
      line('always-admit', inPod(SERVER, 1), '--admission-control names AlwaysAdmit'),
    ],
  ],
  [
    'AlwaysAdmit',
    componentPod(SERVER, `--enable-admission-plugins=${ALL},AlwaysAdmit`),
    [line('always-admit', inPod(SERVER, 1), '--enable-admission-plugins names AlwaysAdmit')],
  ],
  [
    'a script that may add flags: what is written decides, and the rest is unknown',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: SERVER, namespace: 'kube-system' },
      spec: {
        containers: [
          {
            name: SERVER,
            command: [
              '/entrypoint.sh',
              SERVER,
              `--enable-admission-plugins=${ALL},AlwaysAdmit`,
              '--disable-admission-plugins=ServiceAccount',
            ],
          },
        ],
      },
    },
    [
      line('always-admit', inPod(SERVER, 2), '--enable-admission-plugins names AlwaysAdmit'),
      line('service-account-plugin', inPod(SERVER, 3), '--disable-admission-plugins names ServiceAccount'),
      ...['namespace-lifecycle-plugin', 'policy-plugins'].map(
        (rule) =>
          `? control-plane/${rule} ${inPod(SERVER)}: --admission-control is not known: it is not seen, but the script entrypoint.sh may `
          + `add flags`,
      ),
    ],
  ],
  ['names are compared exactly', componentPod(SERVER, `--enable-admission-plugins=${ALL},alwaysadmit`), []],
])('%s', (_, manifest, expected) => expect([...findings(admissionPlugins, [manifest])].sort()).toEqual([...expected].sort()));
