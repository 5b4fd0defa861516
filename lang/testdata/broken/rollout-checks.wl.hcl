stack "shop" { limits = "kubernetes" }

cluster "a" {}
cluster "b" {}

rollout {
  wave "all" {
    select = {}
    check "no-job" {
      workload = workload.web # error: workload.web is not a Job
    }
    check "partly" {
      workload = workload.only-b # error: There is no workload.only-b on cluster.a, which is in the wave "all"
    }
    check "smoke" {
      workload = workload.smoke
    }
  }
}

workload "web" { # error: workload.web depends on workload.smoke
  kind       = "Deployment"
  depends_on = [workload.smoke]
  container "main" {
    image = "nginx:1.27"
  }
}

workload "only-b" {
  kind     = "Job"
  clusters = [cluster.b]
  container "main" {
    image = "busybox:1.37.0"
  }
}

workload "smoke" {
  kind = "Job"
  container "main" {
    image = "busybox:1.37.0"
  }
  lifecycle { # error: workload.smoke is run by checks, for which the Job is deleted
    prevent_destroy = true
  }
}
