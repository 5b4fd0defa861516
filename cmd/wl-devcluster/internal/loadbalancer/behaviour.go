// Package loadbalancer simulates load balancers: it gives every Service of type LoadBalancer an address. Nothing
// answers there.
package loadbalancer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

// Class is the loadBalancerClass of a Service that is served, as is one that has none; any other is left to a
// controller that does not exist.
const Class = "wl-devcluster/simulated"

// addressSeconds is the option of Slow.
const addressSeconds = "wl-devcluster/address-seconds"

// Values of stage.BehaviourAnnotation on a Service of type LoadBalancer.
const (
	Failure = "load-balancer-failure"
	Slow    = "slow-load-balancer"
)

// errNoAddress is what a cloud answers that has no address left, as its controller quotes it.
var errNoAddress = errors.New("failed to ensure load balancer: simulated: no address is left in the pool")

// Behaviours lists the ways in which a Service of type LoadBalancer can behave other than having an address at once.
func Behaviours() []stage.Behaviour {
	return []stage.Behaviour{
		{Name: Failure, Does: "No address is assigned: SyncLoadBalancerFailed again and again."},
		{Name: Slow, Option: addressSeconds, Default: "5", Does: "The address is assigned after that many seconds."},
		{Name: stage.Healthy, Does: "The address is assigned at once, as without the annotation."},
	}
}

// delayOf is after which time a Service gets its address. It fails for a Service that gets none, and for a behaviour or
// an option that is misspelt.
func delayOf(service *corev1.Service) (time.Duration, error) {
	name := service.Annotations[stage.BehaviourAnnotation]
	var names []string
	for _, known := range Behaviours() {
		names = append(names, known.Name)
	}
	switch {
	case name == Failure:
		return 0, errNoAddress
	case name != "" && !slices.Contains(names, name):
		return 0, fmt.Errorf("%s %q: it must be one of %s", stage.BehaviourAnnotation, name, strings.Join(names, ", "))
	case name != Slow:
		return 0, nil
	}
	seconds := service.Annotations[addressSeconds]
	if seconds == "" {
		seconds = "5"
	}
	delay, err := time.ParseDuration(seconds + "s")
	if err != nil || delay < 0 {
		return 0, fmt.Errorf("%s %q: it must be a number of seconds", addressSeconds, seconds)
	}
	return delay, nil
}
