package uitest

import (
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

var (
	ShopNamespace = object.Ref{Kind: "Namespace", Name: "shop"}
	NginxService  = Ref("", "Service", "nginx-01")
	NginxSet      = Ref("apps", "StatefulSet", "nginx-01")
	BrokenDeploy  = Ref("apps", "Deployment", "broken")
	DroppedDeploy = Ref("apps", "Deployment", "drop-this")
)

func Waiting(ready, wanted int64, message fact.Fact, causes ...rollout.Cause) rollout.Status {
	return rollout.Status{
		Word: rollout.Waiting, Counts: rollout.Counts{Ready: ready, Wanted: wanted, Updated: ready, Available: ready, UpdatedReady: ready},
		Message: message, Causes: causes,
	}
}

func Updated(pods, wanted int64) fact.Fact {
	return fact.New(rollout.AwaitsUpdated, fact.Args{"pods": pods, "wanted": wanted})
}

func Running(n int64) rollout.Status {
	return rollout.Status{
		Word: rollout.Running, Counts: rollout.Counts{Ready: n, Wanted: n, Updated: n, Available: n, UpdatedReady: n}, Done: true,
	}
}

var pullFailure = rollout.Cause{
	Reason: "ImagePullBackOff", Pod: "broken-5d4f9-abcde", Container: "nginx", Count: 2,
	Detail: fact.New(rollout.KnownImage, fact.Args{"image": "nginx:no-such-tag", "said": "manifest unknown\x1b[2J"}),
}

func NotReady() rollout.Status {
	s := Waiting(0, 2, fact.New(rollout.WrongImage, nil), pullFailure)
	s.Word = rollout.NotReady
	// The Pods of the previous revision serve.
	s.Counts = rollout.Counts{Ready: 2, Wanted: 2, Updated: 1, Available: 2, Previous: 2, PreviousReady: 2}
	return s
}

func ImageFailed() rollout.Status {
	s := NotReady()
	s.Failed = true
	return s
}

func Crashed() rollout.Status {
	return rollout.Status{
		Word: rollout.NotReady, Counts: rollout.Counts{Wanted: 1}, Failed: true, Message: fact.New(rollout.WrongCrashing, nil),
		Causes: []rollout.Cause{{
			Reason: "CrashLoopBackOff", Pod: "nginx-01-0", Container: "nginx", Detail: fact.New(rollout.KnownEnd, fact.Args{"exit_code": 1, "restarts": 3}), Count: 1,
			Logs: "starting\n\tlistening on :80\n\x1b[31mbind: permission denied\x1b[0m\n",
		}},
	}
}
