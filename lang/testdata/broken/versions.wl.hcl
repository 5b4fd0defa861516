stack "shop" {
  limits = "kubernetes"
}

cluster "ancient" {
  kubernetes_version = "1.22" # error: kubernetes_version must be a version of Kubernetes from 1.23 on, such as "1.36"; this is "1.22".
}

cluster "wrong" {
  kubernetes_version = "v1.30" # error: kubernetes_version must be a version of Kubernetes from 1.23 on
}

cluster "old" {
  kubernetes_version = "1.23.4" # warning: wl knows the fields of Kubernetes 1.32 to 1.37. What 1.23.4 has or lacks beyond these is not checked here; the server checks it at plan time.
}

cluster "older" {
  kubernetes_version = "1.28" # warning: wl knows the fields of Kubernetes 1.32 to 1.37. What 1.28 has
}

cluster "patched" {
  kubernetes_version = "1.35.4"
}

cluster "before" {
  kubernetes_version = "1.35.3"
}

cluster "minor" {
  kubernetes_version = "1.35"
}

cluster "unknown" {
  kubernetes_version = "1.40" # warning: What 1.40 has or lacks beyond these is not checked here
}

cluster "new" {
  kubernetes_version = "1.37"
}

workload "main" {
  kind     = "StatefulSet"
  clusters = [cluster.old, cluster.new]
  container "main" {
    image = "main:1.0"
    health_check {
      liveness {
        grpc                             = { port = 80 } # error: workload.main (StatefulSet default/main): spec.template.spec.containers[0].livenessProbe.grpc needs Kubernetes 1.24, and the cluster "old" has 1.23.4 by its kubernetes_version. Remove the field, or correct the version.
        termination_grace_period_seconds = 5             # error: livenessProbe.terminationGracePeriodSeconds needs Kubernetes 1.25
      }
    }
  }
  advanced {
    upgrade {
      max_unavailable = 2 # warning: Kubernetes drops spec.updateStrategy.rollingUpdate.maxUnavailable unless its feature gate MaxUnavailableStatefulSet is turned on, which is on by default from 1.35.0 until 1.35.4, and from 1.37 on, and the cluster "old" has 1.23.4 by its kubernetes_version. Remove the field, or turn the gate on.
    }
  }
}

workload "gated" {
  kind     = "StatefulSet"
  clusters = [cluster.before, cluster.new]
  container "main" {
    image = "main:1.0"
  }
  advanced {
    upgrade {
      max_unavailable = 1
    }
  }
}

workload "patched" {
  kind     = "StatefulSet"
  clusters = [cluster.patched]
  container "main" {
    image = "main:1.0"
  }
  advanced {
    upgrade {
      max_unavailable = 1 # warning: and the cluster "patched" has 1.35.4 by its
    }
  }
}

workload "minor" {
  kind     = "StatefulSet"
  clusters = [cluster.minor]
  container "main" {
    image = "main:1.0"
  }
  advanced {
    upgrade {
      max_unavailable = 1 # warning: and the cluster "minor" has 1.35 by its
    }
  }
}

workload "beside" {
  kind     = "Deployment"
  clusters = [cluster.older]
  init_container "proxy" {
    image          = "proxy:1.0"
    restart_policy = "Always" # error: initContainers[0].restartPolicy needs Kubernetes 1.29
  }
  container "main" {
    image = "main:1.0"
    log {
      file "/logs/main.log" {} # error: initContainers[1].restartPolicy needs Kubernetes 1.29
    }
  }
}

workload "nightly" {
  kind     = "CronJob"
  clusters = [cluster.old]
  schedule {
    schedule  = "@daily"
    time_zone = "UTC" # error: spec.timeZone needs Kubernetes 1.25
  }
  container "main" {
    image = "main:1.0"
  }
  raw = { spec = { jobTemplate = { spec = { template = { spec = { hostnameOverride = "a" } } } } } } # error: spec.jobTemplate.spec.template.spec.hostnameOverride needs Kubernetes 1.34
}

object "claim" {
  clusters = [cluster.older]
  manifest = {
    apiVersion = "resource.k8s.io/v1" # error: object.claim (ResourceClaim default/gpu): apiVersion needs Kubernetes 1.34
    kind       = "ResourceClaim"
    metadata   = { name = "gpu" }
    spec       = { devices = { requests = [{ name = "gpu", exactly = { deviceClassName = "gpu" } }] } }
  }
}

object "former" {
  clusters = [cluster.new]
  manifest = {
    apiVersion = "v1"
    kind       = "Pod"
    metadata   = { name = "former" }
    spec = {
      containers  = [{ name = "main", image = "main:1.0" }]
      workloadRef = { name = "a", podGroup = "b" } # error: Kubernetes has no field "workloadRef" here
    }
  }
}
