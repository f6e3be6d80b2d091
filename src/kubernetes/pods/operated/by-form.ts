import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { embeddedPlaces, isManifest } from '../../objects/embedded/embedded';
import type { KubeObject } from '../../objects/object';
import { podOf, type ContainerView, type PodView, type WrittenContainer } from '../pod-view';
import { holdsContainers, isContainer, isListed, isPodPart } from './forms';
import { holdsPatches, mutationSigns, patchSigns } from './patch-signs';
import { patchedPods, valueOfText } from './pod-patches';

/** Something in a custom resource that a pod may get, of which it is not known how. */
export interface Sign {
  readonly path: string;
  /** `privileged is true`. */
  readonly fact: string;
}

/** What a custom resource asks of pods. */
export interface Operated {
  readonly pods: readonly PodView[];
  readonly signs: readonly Sign[];
}

/** Lists and fields whose containers messages call otherwise than the field. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral container'],
  ['initContainers', 'init container'],
  ['sidecars', 'sidecar'],
  ['steps', 'step'],
]);
/** Settings of a chart, as a mapping or as a text: what is made of them only its templates tell. */
const CHART_VALUES = new Set(['values', 'valuesContent', 'valuesInline', 'valuesObject', 'valuesTemplate']);
/** What has the form of a container under these is about a whole pod. */
const HOLDS_ITSELF = new Set(['spec', 'template', 'podTemplate', ...CHART_VALUES]);
/** Where a Runner of GitLab's operator has patches of the pods of builds. */
const RUNNER_PATCH = /(?:^|\.)podSpec\[\d+\]$/;
/** Sidecars of the pod of a virtual machine, as JSON. Source: https://kubevirt.io/user-guide/user_workloads/hook-sidecar/ */
const HOOK_SIDECARS = 'hooks.kubevirt.io/hookSidecars';

/** Policies write down what pods of others may look like. */
const POLICIES = /^(?:[a-z]+\.)?(?:kyverno\.io|gatekeeper\.sh|kubewarden\.io)$/;

/**
 * What a custom resource asks of pods, found by its form: mappings that can only be containers, wherever they stand, and what has fields of
 * a PodSpec. `isKnown` tells that its operator makes pods; otherwise what is found without a list of containers is a guess.
 */
export function readByForm(object: KubeObject, isKnown: boolean): Operated {
  if (POLICIES.test(object.group)) {
    const signs: Sign[] = [];
    mutationSigns(object, (path, fact) => signs.push({ path, fact }));
    return { pods: [], signs };
  }
  const reader = new Reader(object, isKnown, embeddedPlaces(object));
  reader.visit(object.json, '', { key: '', holder: undefined, outer: '', isGuess: false, text: undefined });
  return reader;
}

interface Place {
  readonly key: string;
  /** What holds it, and its path. */
  readonly holder: JsonObject | undefined;
  readonly outer: string;
  readonly isGuess: boolean;
  /** The path of the text that it is in. */
  readonly text: string | undefined;
}

class Reader implements Operated {
  public readonly pods: PodView[] = [];
  public readonly signs: Sign[] = [];
  private readonly held = new Set<JsonObject>();

  constructor(
    private readonly object: KubeObject,
    private readonly isKnown: boolean,
    /** Objects of their own, which are checked as such. */
    private readonly others: ReadonlySet<string>,
  ) {}

  /** True for a virtual machine that has its sidecars in its own metadata. */
  private get isMachine(): boolean {
    return this.object.group === 'kubevirt.io';
  }

  public visit(value: unknown, path: string, place: Place): void {
    if (Array.isArray(value)) {
      value.forEach((item, index) => this.visit(item, joinPath(path, index), { ...place, holder: undefined }));
      return;
    }
    if (!isObject(value) || this.isOther(value, path, place.text)) return;
    const isRoot = value === this.object.json;
    const containers = this.containersOf(value, path, place.key);
    if (containers.length > 0 || (!isRoot && isPodPart(value))) this.take(value, path, containers, place);
    if (isObject(value.podSecurityContext)) this.takeContext(value.podSecurityContext, path, place);
    const isSecurityContext = place.key === 'securityContext';
    const sign = (field: string, fact: string) => this.signs.push({ path: joinPath(path, field), fact });
    if (value.privileged === true && !isSecurityContext) sign('privileged', 'privileged is true');
    if (isObject(value.hostDisk)) sign('hostDisk', 'a file of the node is a disk');
    if (asArray(value.hostDevices).length > 0) sign('hostDevices', 'devices of the node are passed on');
    if (place.key === 'annotations' && typeof value[HOOK_SIDECARS] === 'string') sign(HOOK_SIDECARS, 'sidecars are requested');
    for (const key of Object.keys(value)) {
      if (isRoot && (key === 'status' || (key === 'metadata' && !this.isMachine))) continue;
      const at = joinPath(path, key);
      const child = value[key];
      if (key === 'podSpecPatch' || (key === 'patch' && RUNNER_PATCH.test(path))) this.pods.push(...patchedPods(this.object, child, at));
      else if (holdsPatches(key)) patchSigns(child, at, (where, fact) => this.signs.push({ path: where, fact }));
      else {
        const isText = typeof child === 'string' && CHART_VALUES.has(key);
        const isGuess = place.isGuess || CHART_VALUES.has(key);
        this.visit(isText ? valueOfText(child) : child, at, { key, holder: value, outer: path, isGuess, text: isText ? at : place.text });
      }
    }
    const { hostPath } = value;
    if (isObject(hostPath) && typeof hostPath.path === 'string' && place.key !== 'volumes') {
      sign('hostPath', `${hostPath.path} of the node is mounted`);
    }
  }

  /** True for an object of its own: places within a text are not known, only that of the text. */
  private isOther(value: JsonObject, path: string, text: string | undefined): boolean {
    if (text === undefined) return this.others.has(path);
    return path !== text && isManifest(value);
  }

  /** The containers of which this is the nearest holder. What has no holder, or is a pod too, holds itself. */
  private containersOf(value: JsonObject, path: string, key: string): WrittenContainer[] {
    const found: WrittenContainer[] = [];
    const add = (spec: JsonObject, at: string, list: string, index: number) => {
      this.held.add(spec);
      const isEntry = at.endsWith(']');
      // What stands under a field of its own is called by it.
      const named = isEntry || list === 'container' ? spec : { name: list, ...spec };
      found.push({ spec: named, path: at, list: listOf(list), noun: NOUNS.get(list) ?? 'container', index });
    };
    if (isContainer(value) && !this.held.has(value)) add(value, path, key, 0);
    const isRoot = value === this.object.json;
    for (const field of Object.keys(value)) {
      const child = value[field];
      const at = joinPath(path, field);
      if (Array.isArray(child)) {
        const isList = NOUNS.has(field) && child.some(isListed);
        child.forEach((item: unknown, index) => {
          if (isObject(item) && (isList || (!isRoot && isPlainContainer(item)))) add(item, joinPath(at, index), field, index);
        });
      } else if (!isRoot && !HOLDS_ITSELF.has(field) && (isPlainContainer(child) || (field === 'container' && isListed(child)))) {
        add(child as JsonObject, at, field, 0);
      }
    }
    return found;
  }

  /** A security context of the pod next to that of a container. */
  private takeContext(securityContext: JsonObject, path: string, { outer, isGuess }: Place): void {
    this.pods.push(
      podOf(this.object, {
        path,
        metadataPath: joinPath(outer, 'metadata'),
        metadata: {},
        spec: { securityContext },
        contextPath: joinPath(path, 'podSecurityContext'),
        containers: [],
        part: this.isKnown && !isGuess ? 'known' : 'guessed',
      }),
    );
  }

  private take(value: JsonObject, path: string, containers: readonly WrittenContainer[], { key, holder, outer, isGuess }: Place): void {
    const isTemplate = holder !== undefined && holder !== this.object.json && key === 'spec';
    const isSure = (this.isKnown || holdsContainers(value)) && !isGuess;
    this.pods.push(
      podOf(this.object, {
        path,
        metadataPath: joinPath(outer, 'metadata'),
        metadata: isTemplate ? asObject(holder.metadata) : {},
        spec: value,
        containers,
        part: isSure ? 'known' : 'guessed',
      }),
    );
  }
}

function listOf(field: string): ContainerView['list'] {
  return field === 'initContainers' || field === 'ephemeralContainers' ? field : 'containers';
}

function isPlainContainer(value: unknown): boolean {
  return isContainer(value) && !isPodPart(value);
}
