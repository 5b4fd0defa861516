package stage

// Annotations of a Pod that choose how it behaves. In a workload they belong to the Pod template.
const (
	BehaviourAnnotation    = "wl-devcluster/behaviour"
	ExitCodeAnnotation     = "wl-devcluster/exit-code"
	StartSecondsAnnotation = "wl-devcluster/start-seconds"
)

// Values of BehaviourAnnotation.
const (
	ImagePullFailure = "image-pull-failure"
	CrashLoop        = "crash-loop"
	NeverReady       = "never-ready"
	SlowStart        = "slow-start"
	Unschedulable    = "unschedulable"
)

// Behaviour is a way for a Pod to behave other than becoming ready and staying so.
type Behaviour struct {
	// Name is the value of BehaviourAnnotation.
	Name string
	// Does says in a sentence what is to be seen.
	Does string
	// Option is a further annotation that it heeds, or "", and Default that one's value where it is not given.
	Option, Default string
}

// Behaviours lists all of them.
func Behaviours() []Behaviour {
	return []Behaviour{
		{Name: ImagePullFailure, Does: "No image can be pulled: ErrImagePull, then ImagePullBackOff."},
		{
			Name: CrashLoop, Option: ExitCodeAnnotation, Default: "1",
			Does: "Every container ends with an error at once: CrashLoopBackOff, with restarts after 1, 2, 4 ... 60 seconds.",
		},
		{Name: NeverReady, Does: "The containers run, but their readiness probe fails for ever."},
		{
			Name: SlowStart, Option: StartSecondsAnnotation, Default: "5",
			Does: "The containers run at once and become ready after that many seconds.",
		},
		{Name: Unschedulable, Does: "No node suits the Pod: it stays Pending, and the scheduler says why."},
	}
}
