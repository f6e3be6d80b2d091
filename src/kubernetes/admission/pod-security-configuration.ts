import { asArray, asObject, isObject, typeName, type JsonObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { parsePolicyVersion } from '../pods/security/evaluate';
import { BUILT_IN_POLICY, MODES, readLevel, textOr, type Policy } from './pod-security';
import {
  type ConfigurationFault,
  isListOrFault,
  NO_EXEMPTIONS,
  readExemptions,
  unknownFields,
  wrongType,
  type Exemptions,
} from './pod-security-fields';
import { findConfiguration } from './pod-security-files';

const GROUP = 'pod-security.admission.config.k8s.io';
const KIND = 'PodSecurityConfiguration';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'].map((version) => `${GROUP}/${version}`);
const ADMISSION_KIND = 'AdmissionConfiguration';
const ADMISSION_VERSIONS = ['apiserver.config.k8s.io/v1', 'apiserver.k8s.io/v1alpha1'];

/** What a document of the input tells kube-apiserver about Pod Security. */
export interface PodSecurityConfiguration {
  /** The document that it is in. */
  readonly object: KubeObject;
  /** Where it stands within the document: '' or `plugins[0].configuration`. */
  readonly path: string;
  /** What holds for namespaces without labels; parts that kube-apiserver rejects are undefined. */
  readonly defaults: Policy;
  readonly exemptions: Exemptions;
  /** True when `defaults` has that field. */
  readonly written: (field: string) => boolean;
  /** Why kube-apiserver rejects it: it does not start with one. */
  readonly faults: readonly ConfigurationFault[];
}

/** What may hold for namespaces, in addition to their labels. */
export interface Basis {
  readonly defaults: Policy;
  readonly exemptions: Exemptions;
}

/** All that the input says about the configuration of Pod Security admission. */
export interface PodSecuritySettings {
  /** Each PodSecurityConfiguration of the input, and each entry of an AdmissionConfiguration that gives the plugin none. */
  readonly configurations: readonly PodSecurityConfiguration[];
  /** AdmissionConfigurations, with what kube-apiserver rejects about them or leaves unread. */
  readonly admission: readonly { readonly object: KubeObject; readonly faults: readonly ConfigurationFault[] }[];
  /** What may hold: one, unless several configurations of the input differ; what holds without any when there is none. */
  readonly bases: readonly Basis[];
}

const UNDECIDED_POLICY: Policy = Object.fromEntries(
  MODES.map((mode) => [mode, { level: undefined, version: undefined }]),
) as unknown as Policy;

/**
 * Reads PodSecurityConfigurations: by themselves, within an AdmissionConfiguration, or in the file that one names.
 *
 * Of the entries of an AdmissionConfiguration for the plugin PodSecurity the first counts, and in it `configuration` before `path`. When a
 * set has several configurations that differ (for several clusters, say), what follows from all of them holds; the rest is unknown.
 *
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/,
 * https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/admission/config.go
 */
export const podSecuritySettings: (inventory: Inventory) => PodSecuritySettings = fact('configuration of Pod Security', read);

function read(inventory: Inventory): PodSecuritySettings {
  const files = inventory.byKind(GROUP, KIND).map((object) => readConfiguration(object, '', object.json));
  const named = new Set<PodSecurityConfiguration>();
  const configurations = [...files];
  const bases: Basis[] = [];
  const admission: { object: KubeObject; faults: readonly ConfigurationFault[] }[] = [];
  for (const object of ['apiserver.config.k8s.io', 'apiserver.k8s.io'].flatMap((group) => inventory.byKind(group, ADMISSION_KIND))) {
    const faults = admissionFaults(object);
    admission.push({ object, faults });
    const index = asArray(object.json.plugins).findIndex((plugin) => asObject(plugin).name === 'PodSecurity');
    if (index < 0) {
      bases.push({ defaults: BUILT_IN_POLICY, exemptions: NO_EXEMPTIONS });
      continue;
    }
    const { configuration, path } = asObject(asArray(object.json.plugins)[index]);
    const place = `plugins[${index}].configuration`;
    if ((configuration ?? undefined) === undefined && typeof path === 'string' && path !== '') {
      const found = findConfiguration(object, path, files);
      if (found) named.add(found);
      else {
        faults.push({
          path: `plugins[${index}].path`,
          message: `the file ${path} is not in the input, so what holds for namespaces without labels is not known`,
          unknown: true,
        });
      }
      bases.push(found ?? { defaults: UNDECIDED_POLICY, exemptions: NO_EXEMPTIONS });
      continue;
    }
    const own = readConfiguration(object, place, configuration ?? undefined);
    configurations.push(own);
    bases.push(own);
  }
  for (const file of files) if (!named.has(file)) bases.push(file);
  return {
    configurations,
    admission,
    bases: bases.length === 0 ? [{ defaults: BUILT_IN_POLICY, exemptions: NO_EXEMPTIONS }] : distinct(bases),
  };
}

function distinct(bases: readonly Basis[]): readonly Basis[] {
  const seen = new Map<string, Basis>();
  for (const basis of bases) {
    const { namespaces, runtimeClasses } = basis.exemptions;
    const lists = [namespaces, runtimeClasses].map((list) => list.map(({ name }) => name).sort());
    const key = JSON.stringify([MODES.map((mode) => [basis.defaults[mode].level ?? null, basis.defaults[mode].version ?? null]), lists]);
    if (!seen.has(key)) seen.set(key, basis);
  }
  return [...seen.values()];
}

/** Reads what the plugin is given; undefined is nothing, with which it starts. */
function readConfiguration(object: KubeObject, path: string, json: unknown): PodSecurityConfiguration {
  const faults: ConfigurationFault[] = [];
  if (json === undefined) return { object, path, written: () => false, defaults: BUILT_IN_POLICY, exemptions: NO_EXEMPTIONS, faults };
  if (!isObject(json)) {
    faults.push({ path, message: `the configuration of the plugin is ${typeName(json)}, not a mapping` });
    return { object, path, written: () => false, defaults: UNDECIDED_POLICY, exemptions: NO_EXEMPTIONS, faults };
  }
  if (!VERSIONS.includes(json.apiVersion as string) || json.kind !== KIND) {
    faults.push({
      path: joinPath(path, json.kind === KIND ? 'apiVersion' : 'kind'),
      message: `${nameOf(json)} is not a configuration of Pod Security admission: it is ${VERSIONS[0]} ${KIND}`,
    });
  }
  faults.push(...unknownFields(json, path, ['apiVersion', 'kind', 'defaults', 'exemptions']));
  const defaults = readDefaults(json.defaults, joinPath(path, 'defaults'), faults);
  const exemptions = readExemptions(json.exemptions, joinPath(path, 'exemptions'), faults);
  const holder = asObject(json.defaults);
  return {
    object,
    path,
    defaults,
    exemptions,
    faults,
    written: (field) => Object.hasOwn(holder, field) && textOr(holder[field], '') !== '',
  };
}

function nameOf({ apiVersion, kind }: JsonObject): string {
  return [apiVersion, kind].map((text) => (typeof text === 'string' && text !== '' ? text : '(none)')).join(' ');
}

function readDefaults(value: unknown, path: string, faults: ConfigurationFault[]): Policy {
  if (value === undefined || value === null) return BUILT_IN_POLICY;
  if (!isObject(value)) {
    faults.push(wrongType(path, value, 'a mapping'));
    return UNDECIDED_POLICY;
  }
  faults.push(
    ...unknownFields(
      value,
      path,
      MODES.flatMap((mode) => [mode, `${mode}-version`]),
    ),
  );
  return Object.fromEntries(
    MODES.map((mode) => {
      const [level, version] = [textOr(value[mode], 'privileged'), textOr(value[`${mode}-version`], 'latest')];
      if (level === undefined || readLevel(level) === undefined) {
        faults.push({ path: joinPath(path, mode), message: `${JSON.stringify(value[mode])} is not a Pod Security level` });
      }
      const valid = version !== undefined && parsePolicyVersion(version) !== undefined;
      if (!valid) {
        faults.push({
          path: joinPath(path, `${mode}-version`),
          message: `${JSON.stringify(value[`${mode}-version`])} is not a version: neither latest nor of the form v1.36`,
        });
      }
      return [mode, { level: level === undefined ? undefined : readLevel(level), version: valid ? version : undefined }];
    }),
  ) as unknown as Policy;
}

/** What kube-apiserver rejects about an AdmissionConfiguration, as far as it concerns its form and the plugin PodSecurity. */
function admissionFaults({ apiVersion, json }: KubeObject): ConfigurationFault[] {
  const faults: ConfigurationFault[] = [];
  if (!ADMISSION_VERSIONS.includes(apiVersion)) {
    faults.push({ path: 'apiVersion', message: `${apiVersion} has no ${ADMISSION_KIND}: it is ${ADMISSION_VERSIONS[0]}` });
  }
  faults.push(...unknownFields(json, '', ['apiVersion', 'kind', 'plugins']));
  if (!isListOrFault(json.plugins, 'plugins', faults)) return faults;
  let before: number | undefined;
  json.plugins.forEach((plugin: unknown, index) => {
    const path = `plugins[${index}]`;
    if (plugin === null) return;
    if (!isObject(plugin)) return void faults.push(wrongType(path, plugin, 'a mapping'));
    faults.push(...unknownFields(plugin, path, ['name', 'path', 'configuration']));
    for (const field of ['name', 'path']) {
      const text = plugin[field];
      if (text !== undefined && text !== null && typeof text !== 'string') faults.push(wrongType(joinPath(path, field), text, 'a string'));
    }
    if (plugin.name !== 'PodSecurity') return;
    if (before !== undefined) faults.push({ path, message: `plugins[${before}] is for PodSecurity too, and only the first counts` });
    before ??= index;
    if (isObject(plugin.configuration) && typeof plugin.path === 'string' && plugin.path !== '') {
      faults.push({ path: `${path}.path`, message: `the file ${plugin.path} is not read, since the plugin has a configuration here` });
    }
  });
  return faults;
}
