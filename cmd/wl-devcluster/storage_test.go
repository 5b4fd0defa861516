package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

func TestClaimsBehave(t *testing.T) {
	_, client := newProgram(t).up(t, "claims", "--nodes", "1")
	for name, test := range map[string]func(*testing.T, claims){
		"bound, grown and removed":  testBoundGrownAndRemoved,
		"bound with the first Pod":  testBoundWithTheFirstPod,
		"volume not made":           testVolumeNotMade,
		"volume made late":          testVolumeMadeLate,
		"volume that cannot grow":   testVolumeThatCannotGrow,
		"file system grows later":   testFileSystemGrowsLater,
		"class with its parameters": testClassWithParameters,
		"misspelt behaviour":        testMisspeltBehaviour,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, claims{client})
		})
	}
}

// claims makes claims of a test's own and looks at them.
type claims struct{ client *kubernetes.Clientset }

func (c claims) create(t *testing.T, class string, annotations map[string]string) *corev1.PersistentVolumeClaim {
	t.Helper()
	claim := &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "claim-", Annotations: annotations},
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources:   corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}},
		},
	}
	if class != "" {
		claim.Spec.StorageClassName = &class
	}
	created, err := c.client.CoreV1().PersistentVolumeClaims("default").Create(t.Context(), claim, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func (c claims) get(name string) (*corev1.PersistentVolumeClaim, error) {
	return c.client.CoreV1().PersistentVolumeClaims("default").Get(context.Background(), name, metav1.GetOptions{})
}

// bound waits until the claim is bound and returns the volume.
func (c claims) bound(t *testing.T, name string) *corev1.PersistentVolume {
	t.Helper()
	var volume *corev1.PersistentVolume
	eventually(t, func() error {
		claim, err := c.get(name)
		if err == nil && claim.Status.Phase != corev1.ClaimBound {
			err = fmt.Errorf("claim %s is %s", name, claim.Status.Phase)
		}
		if err == nil {
			volume, err = c.client.CoreV1().PersistentVolumes().Get(context.Background(), claim.Spec.VolumeName, metav1.GetOptions{})
		}
		return err
	})
	return volume
}

func (c claims) isPending(t *testing.T, name string) {
	t.Helper()
	if claim, err := c.get(name); err != nil || claim.Status.Phase != corev1.ClaimPending {
		t.Errorf("claim %s is %s, %v, want it pending", name, claim.Status.Phase, err)
	}
}

// event waits for an event about an object, given the start of its reason and message.
func (c claims) event(t *testing.T, about metav1.Object, want string) {
	t.Helper()
	eventually(t, func() error {
		list, err := c.client.CoreV1().Events("default").List(context.Background(), metav1.ListOptions{
			FieldSelector: "involvedObject.uid=" + string(about.GetUID()),
		})
		if err != nil {
			return err
		}
		var seen []string
		for _, event := range list.Items {
			seen = append(seen, event.Reason+" "+event.Message)
		}
		if !slices.ContainsFunc(seen, func(text string) bool { return strings.HasPrefix(text, want) }) {
			return fmt.Errorf("no event %q among %q", want, seen)
		}
		return nil
	})
}

func (c claims) grow(t *testing.T, name string) {
	t.Helper()
	patch := []byte(`{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}`)
	_, err := c.client.CoreV1().PersistentVolumeClaims("default").Patch(t.Context(), name, "application/merge-patch+json", patch, metav1.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
}

func (c claims) hasGrown(t *testing.T, name string) {
	t.Helper()
	eventually(t, func() error {
		claim, err := c.get(name)
		if err != nil {
			return err
		}
		if have := claim.Status.Capacity[corev1.ResourceStorage]; have.String() != "2Gi" || resizePending(claim) {
			return fmt.Errorf("claim %s has %s, conditions %+v", name, have.String(), claim.Status.Conditions)
		}
		return nil
	})
}

func (c claims) pod(t *testing.T, claim string) *corev1.Pod {
	t.Helper()
	pod, err := c.client.CoreV1().Pods("default").Create(t.Context(), &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "user-"},
		Spec: corev1.PodSpec{
			Containers: []corev1.Container{{Name: "web", Image: "nginx:1", VolumeMounts: []corev1.VolumeMount{{Name: "data", MountPath: "/data"}}}},
			Volumes: []corev1.Volume{{Name: "data", VolumeSource: corev1.VolumeSource{
				PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: claim},
			}}},
		},
	}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return pod
}

func (c claims) runs(t *testing.T, pod *corev1.Pod) {
	t.Helper()
	eventually(t, func() error {
		live, err := c.client.CoreV1().Pods("default").Get(context.Background(), pod.Name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		return isReady(live)
	})
}

// resizePending reports whether a claim waits for its file system. Other conditions,
// such as whether a Pod uses it, are the controllers' own.
func resizePending(claim *corev1.PersistentVolumeClaim) bool {
	return slices.ContainsFunc(claim.Status.Conditions, func(c corev1.PersistentVolumeClaimCondition) bool {
		return c.Type == corev1.PersistentVolumeClaimFileSystemResizePending
	})
}

func testBoundGrownAndRemoved(t *testing.T, c claims) {
	claim := c.create(t, "", nil)
	if class := claim.Spec.StorageClassName; class == nil || *class != storage.Standard {
		t.Errorf("a claim without a class has class %v, want %s", class, storage.Standard)
	}
	volume := c.bound(t, claim.Name)
	if size := volume.Spec.Capacity[corev1.ResourceStorage]; size.String() != "1Gi" || volume.Spec.CSI.Driver != storage.Driver {
		t.Errorf("the volume has %s and %+v", size.String(), volume.Spec.CSI)
	}
	c.grow(t, claim.Name)
	c.hasGrown(t, claim.Name)
	if err := c.client.CoreV1().PersistentVolumeClaims("default").Delete(t.Context(), claim.Name, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		live, err := c.client.CoreV1().PersistentVolumes().Get(context.Background(), volume.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return nil
		}
		return fmt.Errorf("the volume of a removed claim is still %s (%v)", live.Status.Phase, err)
	})
}

func testBoundWithTheFirstPod(t *testing.T, c claims) {
	claim := c.create(t, storage.WaitForFirstConsumer, nil)
	c.event(t, claim, "WaitForFirstConsumer waiting for first consumer to be created before binding")
	c.isPending(t, claim.Name)
	pod := c.pod(t, claim.Name)
	c.bound(t, claim.Name)
	c.runs(t, pod)
}

func testVolumeNotMade(t *testing.T, c claims) {
	claim := c.create(t, "", map[string]string{stage.BehaviourAnnotation: storage.ProvisioningFailure})
	c.event(t, claim, "ProvisioningFailed rpc error: code = ResourceExhausted")
	c.isPending(t, claim.Name)
}

func testVolumeMadeLate(t *testing.T, c claims) {
	claim := c.create(t, "", map[string]string{stage.BehaviourAnnotation: storage.SlowProvisioning, "wl-devcluster/provision-seconds": "3"})
	c.event(t, claim, "Provisioning External provisioner is provisioning volume for claim")
	c.isPending(t, claim.Name)
	c.bound(t, claim.Name)
}

func testVolumeThatCannotGrow(t *testing.T, c claims) {
	claim := c.create(t, "", map[string]string{stage.BehaviourAnnotation: storage.ResizeFailure})
	c.bound(t, claim.Name)
	c.grow(t, claim.Name)
	c.event(t, claim, "VolumeResizeFailed resize volume")
	live, err := c.get(claim.Name)
	if have := live.Status.Capacity[corev1.ResourceStorage]; err != nil || have.String() != "1Gi" {
		t.Errorf("the claim has %s, %v, want it not to grow", have.String(), err)
	}
}

func testFileSystemGrowsLater(t *testing.T, c claims) {
	claim := c.create(t, "", map[string]string{stage.BehaviourAnnotation: storage.ResizePending})
	c.bound(t, claim.Name)
	c.runs(t, c.pod(t, claim.Name))
	c.grow(t, claim.Name)
	eventually(t, func() error {
		live, err := c.get(claim.Name)
		if err == nil && !resizePending(live) {
			err = fmt.Errorf("conditions %+v", live.Status.Conditions)
		}
		return err
	})
	c.event(t, claim, "FileSystemResizeRequired")
	time.Sleep(1100 * time.Millisecond) // the times of objects are whole seconds, and this Pod must start after
	c.pod(t, claim.Name)
	c.hasGrown(t, claim.Name)
}

func testClassWithParameters(t *testing.T, c claims) {
	class := storage.Classes()[0]
	class.Name, class.Annotations = "class-of-failures", nil
	class.Parameters = map[string]string{stage.BehaviourAnnotation: storage.ProvisioningFailure}
	retain := corev1.PersistentVolumeReclaimRetain
	class.ReclaimPolicy = &retain
	createClass(t, c.client, class)
	failing := c.create(t, class.Name, nil)
	c.event(t, failing, "ProvisioningFailed rpc error: code = ResourceExhausted")
	// A claim's own annotation counts before its class.
	c.bound(t, c.create(t, class.Name, map[string]string{stage.BehaviourAnnotation: stage.Healthy}).Name)
	own := c.create(t, class.Name, map[string]string{stage.BehaviourAnnotation: storage.SlowProvisioning, "wl-devcluster/provision-seconds": "0"})
	if volume := c.bound(t, own.Name); volume.Spec.PersistentVolumeReclaimPolicy != retain {
		t.Errorf("the volume has policy %s, want that of its class", volume.Spec.PersistentVolumeReclaimPolicy)
	}
}

func createClass(t *testing.T, client kubernetes.Interface, class *storagev1.StorageClass) {
	t.Helper()
	if _, err := client.StorageV1().StorageClasses().Create(t.Context(), class, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

func testMisspeltBehaviour(t *testing.T, c claims) {
	wrong := []map[string]string{
		{stage.BehaviourAnnotation: "slow"},
		{stage.BehaviourAnnotation: storage.SlowProvisioning, "wl-devcluster/provision-seconds": "soon"},
	}
	for _, annotations := range wrong {
		keys := slices.Sorted(maps.Keys(annotations))
		claim := c.create(t, "", annotations)
		key := keys[len(keys)-1]
		c.event(t, claim, fmt.Sprintf("ProvisioningFailed %s %q: it must be", key, annotations[key]))
	}
}
