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
  kubernetes_version = "1.23.4"
}

cluster "older" {
  kubernetes_version = "1.28"
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
        grpc                             = { port = 80 } # error: port of grpc needs Kubernetes 1.24, and the cluster "old" has 1.23.4 by its kubernetes_version. Correct the version there, or remove it.
        termination_grace_period_seconds = 5             # error: termination_grace_period_seconds of liveness needs Kubernetes 1.25
      }
    }
  }
  advanced {
    upgrade {
      max_unavailable = 2 # error: max_unavailable of upgrade needs Kubernetes 1.37
    }
    dns {
      searches = ["a", "b", "c", "d", "e", "f", "g"] # error: A list of more than six search domains needs Kubernetes 1.28
    }
  }
}

workload "beside" {
  kind     = "Deployment"
  clusters = [cluster.older]
  init_container "proxy" {
    image          = "proxy:1.0"
    restart_policy = "Always" # error: restart_policy of init_container "proxy" needs Kubernetes 1.29
  }
  container "main" {
    image = "main:1.0"
    log {
      file "/logs/main.log" {} # error: A log collector beside the container needs Kubernetes 1.29, and the cluster "older" has 1.28 by its kubernetes_version. Correct the version there, or write collector = "operator".
    }
  }
  advanced {
    upgrade {
      max_unavailable = 1
    }
    dns {
      searches = ["a", "b", "c", "d", "e", "f", "g"]
    }
  }
}

workload "nightly" {
  kind     = "CronJob"
  clusters = [cluster.old]
  schedule {
    schedule  = "@daily"
    time_zone = "UTC" # error: time_zone of schedule needs Kubernetes 1.25
  }
  container "main" {
    image = "main:1.0"
  }
}
