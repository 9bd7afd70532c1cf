import CountersignCommand

Countersign.main()
