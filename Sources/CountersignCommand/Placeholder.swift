// CountersignCommand
