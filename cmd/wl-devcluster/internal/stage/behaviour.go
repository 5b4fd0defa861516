package stage

// Annotations of a Pod that choose how it behaves. In a workload they belong to the Pod template.
const (
	BehaviourAnnotation    = "wl-devcluster/behaviour"
	ExitCodeAnnotation     = "wl-devcluster/exit-code"
	StartSecondsAnnotation = "wl-devcluster/start-seconds"
	MessageAnnotation      = "wl-devcluster/message"
)

// Values of BehaviourAnnotation.
const (
	ImagePullFailure  = "image-pull-failure"
	PullSecretMissing = "pull-secret-missing"
	ConfigError       = "config-error"
	MountFailure      = "mount-failure"
	AttachFailure     = "attach-failure"
	CrashLoop         = "crash-loop"
	NeverReady        = "never-ready"
	SlowStart         = "slow-start"
	Unschedulable     = "unschedulable"
	// Healthy is of claims and Services, too.
	Healthy = "healthy"
)

// Defaults of MessageAnnotation, by the behaviour that heeds it.
const (
	configMessage = `configmap "settings" not found`
	mountMessage  = `MountVolume.SetUp failed for volume "settings" : configmap "settings" not found`
	attachMessage = `AttachVolume.Attach failed for volume "data" : rpc error: code = Internal desc = simulated: the volume is attached to another node`
)

// Behaviour is a way to behave: of a Pod, a claim or a Service.
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
			Name: PullSecretMissing,
			Does: "The same, because the Secrets for pulling are not there: FailedToRetrieveImagePullSecret comes first.",
		},
		{
			Name: ConfigError, Option: MessageAnnotation, Default: configMessage,
			Does: "The containers refer to what is missing: CreateContainerConfigError.",
		},
		{
			Name: MountFailure, Option: MessageAnnotation, Default: mountMessage,
			Does: "A volume cannot be mounted: FailedMount, and no container is created.",
		},
		{
			Name: AttachFailure, Option: MessageAnnotation, Default: attachMessage,
			Does: "A volume cannot be attached to the node: FailedAttachVolume, and no container is created.",
		},
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
		{Name: Healthy, Does: "The Pod becomes ready within about a second, as without the annotation."},
	}
}
