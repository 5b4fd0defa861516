package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// The deletion of a volume names the data that goes with it, by the live volume's policy, for which nothing more is
// asked than who uses it.
func TestDeletedVolumesNameTheirData(t *testing.T) {
	const atRisk = "the storage behind the volume may be deleted (persistentVolumeReclaimPolicy is Delete); set Retain first to keep it"
	for name, c := range map[string]struct{ spec, patch, want string }{
		"deleted with it":       {"persistentVolumeReclaimPolicy: Delete, csi: {driver: x.example.com, volumeHandle: a}", "", atRisk},
		"of a claim":            {"persistentVolumeReclaimPolicy: Delete, csi: {driver: x.example.com, volumeHandle: a}, claimRef: {namespace: elsewhere, name: data}", "", atRisk},
		"set Delete by another": {"csi: {driver: x.example.com, volumeHandle: a}", `{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}`, atRisk},
		"retained":              {"persistentVolumeReclaimPolicy: Retain, csi: {driver: x.example.com, volumeHandle: a}", "", ""},
		"by default":            {"csi: {driver: x.example.com, volumeHandle: a}", "", ""},
		"recycled":              {"persistentVolumeReclaimPolicy: Recycle, nfs: {server: example.com, path: /}", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			volume := w.scoped("{apiVersion: v1, kind: PersistentVolume, metadata: {name: " + w.namespace + "}, " +
				"spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: none, " + c.spec + "}}")
			w.apply(volume)
			if c.patch != "" {
				w.patch("another", volume.Ref, c.patch)
			}
			p := w.plan(plan.Options{})
			change := p.Changes[0]
			got := ""
			if change.Impact != nil {
				got = strings.Join(inWords.Texts(change.Impact.DataAtRisk), "; ")
			}
			if change.Action != plan.Delete || got != c.want {
				t.Errorf("%s: %q", change.Action, got)
			}
			if p.Requests.Gets != 1 {
				t.Errorf("%d objects are read", p.Requests.Gets)
			}
		})
	}
}
