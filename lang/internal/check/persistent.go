package check

import (
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
)

// persistentVolume is a PersistentVolume being checked.
type persistentVolume struct {
	*report
	blocks.PersistentVolume
	failed bool
}

func (v persistentVolume) check() {
	sources := []string{"csi", "nfs", "local", "host_path", "iscsi", "fc"}
	var given []string
	for _, name := range sources {
		if v.Child(name) != nil {
			given = append(given, name)
		}
	}
	switch {
	case len(given) == 0 && !v.failed && !v.Raw().Present():
		v.fail(v.Header, "Volume without a source", "%s has no source. Add one of %s.", v.Title(), message.Join(sources, ", "))
	case len(given) > 1:
		v.fail(v.Header, "Several sources", "%s has %s, but only one source is allowed. Keep one.", v.Title(), message.Join(given, " and "))
	}
	nodes := v.NodeAffinity().Requireds()
	if v.Local().Present() && len(nodes) == 0 && !v.failed {
		v.fail(v.Local().Header, "Missing required block", "A local volume is on one node, which must be named. Add node_affinity { … } with required { … } in it, and in that match \"kubernetes.io/hostname\" { values = [\"…\"] }.")
	}
	for _, term := range nodes {
		conditions(v.report, term.Matches())
	}
	if fc := v.FC(); fc.Present() && !v.failed {
		if targets := fc.TargetWwns().Present() && fc.Lun().Present(); targets == fc.Wwids().Present() {
			v.fail(fc.Header, "Invalid value", "fc needs either target_wwns and lun, or wwids. Write one of the two.")
		}
	}
	if v.HostPath().Present() && v.ReclaimPolicy().Value() == "Recycle" && v.HostPath().Path().Value() == "/" {
		v.fail(v.ReclaimPolicy().Range(), "Invalid value", `reclaim_policy = "Recycle" would delete all files of the node. Write "Retain".`)
	}
}
