/** The API server, the controller manager and the scheduler. Source: https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
export const CONTROL_PLANE_PORTS = [6443, 10257, 10259];

/** The rule that an API server that is open to the world breaks: it takes the reason of who opens it. */
export const CONTROL_PLANE_RULE = 'nodes/control-plane-world-range';
