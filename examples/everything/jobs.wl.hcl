# Jobs run to their end; CronJobs do so again and again.
workload "migrate" {
  kind       = "Job"
  replicas   = 1
  depends_on = [workload.store]

  container "migrate" {
    image  = "postgres:${var.versions.store}"
    cpu    = { limit = "500m" }
    memory = { limit = "128Mi" }

    lifecycle {
      start {
        command = ["sh", "-c"]
        args    = ["psql -h ${workload.store.service["store"].dns_name} -f /migrations/all.sql"]
      }
    }
  }

  advanced {
    job {
      parallelism             = 1
      backoff_limit           = 3
      active_deadline_seconds = 600
      restart_policy          = "Never"
    }
  }
}

workload "report" {
  for_each = toset(["daily", "weekly"])
  kind     = "CronJob"

  schedule {
    schedule                      = each.key == "daily" ? "30 2 * * 1-5" : "0 4 * * 0"
    time_zone                     = "Europe/Berlin"
    concurrency_policy            = "Forbid"
    successful_jobs_history_limit = 1
    failed_jobs_history_limit     = 3
  }

  container "report" {
    image  = "busybox:1.37"
    cpu    = { limit = "100m" }
    memory = { limit = "64Mi" }

    lifecycle {
      start {
        command = ["echo", "the ${each.key} report"]
      }
    }
  }

  advanced {
    job {
      restart_policy = "OnFailure"
    }
  }
}

workload "training" {
  kind = "Job"

  container "train" {
    image  = "pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime"
    cpu    = { request = "2", limit = "4" }
    memory = { request = "8Gi", limit = "16Gi" }
    gpu    = { count = 1 }
  }
}
