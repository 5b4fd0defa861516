package stage

import (
	"fmt"
	"strings"
)

// A stage file is a template with the delimiters << and >>, because what it describes are templates with {{ and }},
// which kwok fills in with the Pod. The functions below stand for what several stages have in common.

// event is a step that writes an Event as a kubelet would, about the Pod's first container. kwok's own events have a
// fixed text and speak of the Pod as a whole. message is an expression of kwok's templates.
func event(kind, reason, message string) string {
	return fmt.Sprintf(`  - apply:
      template: |
        {{ $now := now.UTC.Format "2006-01-02T15:04:05Z" }}
        {{ $container := index .spec.containers 0 }}
        apiVersion: v1
        kind: Event
        metadata:
          generateName: {{ printf "%%s." .metadata.name | Quote }}
          namespace: {{ .metadata.namespace | Quote }}
        involvedObject:
          apiVersion: v1
          kind: Pod
          namespace: {{ .metadata.namespace | Quote }}
          name: {{ .metadata.name | Quote }}
          uid: {{ .metadata.uid | Quote }}
          fieldPath: {{ printf "spec.containers{%%s}" $container.name | Quote }}
        type: %s
        reason: %s
        message: {{ %s | Quote }}
        source: {component: kubelet, host: {{ .spec.nodeName | Quote }}}
        reportingComponent: kubelet
        reportingInstance: {{ .spec.nodeName | Quote }}
        firstTimestamp: {{ $now | Quote }}
        lastTimestamp: {{ $now | Quote }}
        count: 1`, kind, reason, message)
}

// message is the expression of kwok's templates for the text that a behaviour shows: the Pod's own or the default.
func message(behaviour string) (string, error) {
	for _, b := range Behaviours() {
		if b.Name == behaviour && b.Option == MessageAnnotation {
			return fmt.Sprintf("default %q (index $.metadata.annotations %q)", b.Default, MessageAnnotation), nil
		}
	}
	return "", fmt.Errorf("behaviour %q has no message", behaviour)
}

// runningReady is the status of a Pod whose containers run and are ready.
func runningReady() string {
	return running(true, `
        conditions:
        - {type: Ready, status: "True", reason: null, message: null, lastTransitionTime: {{ $now | Quote }}}
        - {type: ContainersReady, status: "True", reason: null, message: null, lastTransitionTime: {{ $now | Quote }}}
        {{ range .spec.readinessGates }}
        - {type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }}}
        {{ end }}`)
}

// runningUnready is the status of a Pod whose containers run and are not ready; its conditions say so already.
func runningUnready() string {
	return running(false, "")
}

func running(ready bool, conditions string) string {
	return strings.TrimLeft(fmt.Sprintf(`
        {{ $now := Now }}
        phase: Running%s
        containerStatuses:
        {{ range .spec.containers }}
        - name: {{ .name | Quote }}
          image: {{ .image | Quote }}
          imageID: {{ printf "simulated://%%s" .image | Quote }}
          containerID: {{ printf "simulated://%%s/%%s/0" $.metadata.uid .name | Quote }}
          ready: %t
          started: true
          restartCount: 0
          state: {running: {startedAt: {{ $now | Quote }}}}
        {{ end }}`, conditions, ready), "\n")
}
